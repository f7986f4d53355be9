import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { canary, startTestCloud, type TestCloud } from '../../harness/cloud.ts';
import { type Filed, openFiled } from '../../harness/filed.ts';
import { heldByStaff } from '../../harness/holds.ts';
import { registerVerified } from '../../harness/mails.ts';
import { InboundWorld } from './inbound-world.ts';

let cloud: TestCloud;
let filed: Filed;
let world: InboundWorld;
beforeAll(async () => {
  cloud = await startTestCloud();
  filed = openFiled(cloud);
  world = new InboundWorld(cloud);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

const day = 86_400_000;
const rawOf = (from: string) => [`From: ${from}`, 'Subject: x', '', canary('words'), ''].join('\r\n');
type Dmarc = Parameters<InboundWorld['arrive']>[3];

async function subjectOf(from: string, dmarc: Dmarc): Promise<string> {
  const receipt = await world.arrive(from, rawOf(from), {}, dmarc);
  await world.receive(receipt);
  return (await filed.filed(receipt.id)).subjectId;
}

async function daysKept(subjectId: string): Promise<number> {
  const found = await filed.ports.correspondents.load(subjectId);
  return found ? (Date.parse(found.keptUntil) - Date.parse(found.createdAt)) / day : 0;
}

test('P3.6: a mail that is being filed while its address is held waits in quarantine', async () => {
  const support = await cloud.employee('support');
  const { email, id } = await registerVerified(cloud);
  // From then on there is a key for words: neither act adds one, which would keep them apart.
  await subjectOf(email, 'PASS');
  const receipt = await world.arrive(email, rawOf(email));
  let commits = 0;
  world.atCall = async (name) => {
    // The second one files it: all was read before.
    if (name === 'commit' && ++commits === 2) await heldByStaff(cloud, support, id);
  };
  await world.receive(receipt);
  world.atCall = undefined;
  expect(await filed.filed(receipt.id)).toMatchObject({
    state: 'QUARANTINED',
    quarantine: { cause: 'ADDRESS_HELD' },
  });
});

test('P1.4: who wrote is kept for their days, and what is quarantined for those of a decision alone', async () => {
  const kept = await Promise.all(
    (['PASS', 'GRAY', 'FAIL'] as const).map(async (dmarc) =>
      daysKept(await subjectOf(`${canary('e')}@somebody.example`, dmarc)),
    ),
  );
  expect(limits.quarantineDays).toBeLessThan(limits.correspondentDays);
  expect(kept).toEqual([limits.correspondentDays, limits.correspondentDays, limits.quarantineDays]);
});

test('P3.6: whom nothing proves is known again by nobody’s mail', async () => {
  const from = `${canary('e')}@somebody.example`;
  const unproven = await subjectOf(from, 'GRAY');
  const proven = await subjectOf(from, 'PASS');
  expect(proven).not.toBe(unproven);
  expect(await subjectOf(from, 'PASS')).toBe(proven);
});
