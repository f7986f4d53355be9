import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import type { Receipt } from '../../../lambda/domain/inbound/receive-mail.ts';
import { attachmentObject } from '../../../lambda/domain/request/request.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { fromItem } from '../../../lambda/store/item.ts';
import { storedEntry } from '../../../lambda/store/request-item.ts';
import { canary, startTestCloud, type TestCloud } from '../../harness/cloud.ts';
import { type Filed, openFiled } from '../../harness/filed.ts';
import { registerVerified } from '../../harness/mails.ts';
import { localIdOf, type Registered } from '../../harness/register.ts';
import { recordsOf, textOf } from '../../harness/tables.ts';
import { InboundWorld, Killed } from './inbound-world.ts';

let cloud: TestCloud;
let filed: Filed;
let world: InboundWorld;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  filed = openFiled(cloud);
  world = new InboundWorld(cloud);
  customer = await registerVerified(cloud);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

const day = 24 * 60;
const mailOf = (from: string, words: string) =>
  [
    ...[`From: ${from}`, 'Subject: x', `Message-ID: <${words}@mail.example>`, 'MIME-Version: 1.0'],
    ...['Content-Type: multipart/mixed; boundary=b', '', '--b', '', words, '--b'],
    ...['Content-Type: text/plain', 'Content-Disposition: attachment; filename=a.txt', '', `file ${words}`],
    ...['--b--', ''],
  ].join('\r\n');

/** The files that entries name, of everybody. */
const namedFiles = async () =>
  new Set(
    (await recordsOf(cloud, 'REQUEST_ENTRY')).flatMap((row) => {
      const { subjectId, attachments = [] } = fromItem(storedEntry, row);
      return attachments.map(({ id }) => attachmentObject(subjectId, id));
    }),
  );

/** Nothing in the bucket that no entry names. Exactly one request with exactly one entry, its file readable, answered once; the raw mail gone and nothing due. */
async function expectFiledOnce({ id }: Receipt, subjectId: string, words: string): Promise<void> {
  const mail = await filed.mail(id);
  expect(mail).toMatchObject({ state: 'FILED', dueAt: undefined });
  const entries = (await filed.requestsOf(mail?.filed?.subjectId ?? subjectId)).flatMap((request) =>
    request.entries.map((entry) => ({ ...entry, reference: request.reference })),
  );
  const own = entries.filter((entry) => entry.words.includes(words));
  expect(own).toMatchObject([{ files: [{ name: 'a.txt', refused: undefined }] }]);
  expect(own[0]?.files[0]?.content?.toString()).toContain(`file ${words}`);
  expect(new Set(await world.sealed())).toEqual(await namedFiles());
  expect(await filed.bucket.readRaw(id, 1)).toBeUndefined();
  const answers = (await recordsOf(cloud, 'MAIL')).filter(
    (row) => textOf(row, 'reference') === own[0]?.reference,
  );
  expect(answers).toHaveLength(1);
}

const senders = {
  'a customer': () => customer.email,
  'somebody unknown': () => `${canary('e')}@customer.example`,
} as const;

describe.each(Object.entries(senders))('P3.4: a mail of %s', (_, senderOf) => {
  test('killed at every call outside, before or after it took effect, is filed once when it is taken up', async () => {
    // Answers are counted by the day, and requests by the hour.
    const begin = async () => {
      world.pass(2 * day);
      const [from, words] = [senderOf(), canary('words')];
      return { words, receipt: await world.arrive(from, mailOf(from, words)) };
    };
    const whole = await begin();
    world.kill = undefined;
    await world.receive(whole.receipt);
    await expectFiledOnce(whole.receipt, localIdOf(customer.id), whole.words);
    const count = world.calls;
    expect(count).toBeGreaterThan(10);
    for (let call = 1; call <= count; call++)
      for (const when of ['before', 'after'] as const) {
        const { words, receipt } = await begin();
        world.kill = { call, when };
        await expect(world.receive(receipt)).rejects.toThrow(Killed);
        world.kill = undefined;
        // SES tells of it again, and the schedule comes.
        await world.receive(receipt);
        world.pass(limits.inboundAgainMinutes + 1);
        await world.takeUp();
        await expectFiledOnce(receipt, localIdOf(customer.id), words);
      }
  }, 240_000);
});

test('P3.4: one mail that many functions are told of, and take up, at once, is filed once', async () => {
  for (let round = 0; round < 5; round++) {
    world.pass(2 * day);
    const words = canary('words');
    const receipt = await world.arrive(customer.email, mailOf(customer.email, words));
    const { ports } = world;
    const told = await Promise.allSettled([1, 2, 3, 4].map(() => world.receive(receipt, ports)));
    expect(told.filter(({ status }) => status === 'rejected')).toEqual([]);
    await expectFiledOnce(receipt, localIdOf(customer.id), words);
    // Left behind right after it was received.
    const left = { words: canary('words') };
    const later = await world.arrive(customer.email, mailOf(customer.email, left.words));
    world.kill = { call: callsOfReceiving, when: 'after' };
    await expect(world.receive(later)).rejects.toThrow(Killed);
    world.kill = undefined;
    world.pass(limits.inboundAgainMinutes + 1);
    await Promise.all([1, 2, 3].map(() => world.takeUp(ports)));
    await expectFiledOnce(later, localIdOf(customer.id), left.words);
  }
}, 120_000);
/** Takes away what stays of a mail that was given up, as it came: all that is left at the end is searched for values in the open. */
const clear = ({ id }: Receipt) => filed.bucket.deleteRaw(id);

/** Index key, and the commit. */
const callsOfReceiving = 2;

test('P3.4: a slow attempt that another one overtook files nothing, and spoils no file of the other', async () => {
  world.pass(2 * day);
  const words = canary('words');
  // Of whom nothing was ever sealed: each attempt makes the first key.
  const { email: from, id } = await registerVerified(cloud);
  const receipt = await world.arrive(from, mailOf(from, words));
  let isTaken = false;
  world.atCall = async (name) => {
    if (name !== 'putSealed' || isTaken) return;
    isTaken = true;
    world.pass(limits.inboundAgainMinutes + 1);
    await world.takeUp(world.ports);
  };
  await world.receive(receipt);
  world.atCall = undefined;
  expect(isTaken).toBe(true);
  await expectFiledOnce(receipt, localIdOf(id), words);
});

test('P3.4: a mail that cannot be filed is tried again, given up in the end, and told of; its raw mail stays', async () => {
  world.pass(2 * day);
  const receipt = await world.arrive(customer.email, mailOf(customer.email, 'x'));
  const { ports } = world;
  const logged: string[] = [];
  const note = (event: string, facts = {}) => void logged.push(`${event} ${JSON.stringify(facts)}`);
  const broken = Object.assign(Object.create(ports) as typeof ports, {
    log: { info: note, warn: note, error: note },
    readInbound: () => Promise.reject(new TypeError('no')),
  });
  await expect(world.receive(receipt, broken)).rejects.toThrow('no');
  for (let attempt = 2; attempt <= limits.inboundAttempts; attempt++) {
    expect(await world.takeUp(broken)).toEqual({ moved: 0, failed: 0 });
    world.pass(limits.inboundAgainMinutes + 1);
    expect(await world.takeUp(broken)).toEqual({ moved: 0, failed: 1 });
  }
  world.pass(limits.inboundAgainMinutes + 1);
  expect(await world.takeUp(broken)).toEqual({ moved: 1, failed: 0 });
  expect(await filed.mail(receipt.id)).toMatchObject({
    state: 'GIVEN_UP',
    cause: 'TypeError',
    dueAt: undefined,
  });
  expect(await filed.bucket.readRaw(receipt.id, 1)).toMatchObject({ size: expect.any(Number) });
  expect(logged.at(-1)).toBe(
    `inbound_mail_given_up ${JSON.stringify({ mailId: receipt.id, attempt: limits.inboundAttempts, code: 'TypeError' })}`,
  );
  expect(await world.takeUp(broken)).toEqual({ moved: 0, failed: 0 });
  await clear(receipt);
});

test('P3.4: of a mail that is given up no sealed file stays', async () => {
  world.pass(2 * day);
  const receipt = await world.arrive(customer.email, mailOf(customer.email, 'x'));
  const { ports } = world;
  const broken: typeof ports = extendPorts(ports, {
    threads: { ...ports.threads, put: () => expect.fail('no') },
  });
  const before = await world.sealed();
  await expect(world.receive(receipt, broken)).rejects.toThrow('no');
  expect(await world.sealed()).toHaveLength(before.length + 1);
  for (let attempt = 2; attempt <= limits.inboundAttempts + 1; attempt++) {
    world.pass(limits.inboundAgainMinutes + 1);
    await world.takeUp(broken);
  }
  expect(await filed.mail(receipt.id)).toMatchObject({ state: 'GIVEN_UP' });
  expect(await world.sealed()).toEqual(before);
  await clear(receipt);
});
