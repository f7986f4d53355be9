import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import * as d from '../harness/disclosures.ts';
import { eventually, mailsSettled, mailsTo, registerVerified } from '../harness/mails.ts';
import { openJwe } from '../harness/open-jwe.ts';
import * as r from '../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { type Item, overwrite, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let legal: r.Legal;
let authority: r.KnownRecipient;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await r.legalTeam(cloud);
  authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
});
afterAll(() => cloud.stop());

/** Changes one bit at the end of a binary attribute. */
function damaged(item: Item | undefined, name: string): Item {
  const bytes = Buffer.from(item?.[name]?.B ?? []);
  if (!item || bytes.length === 0) throw new Error(`there is no ${name}`);
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  return { ...item, [name]: { B: bytes } };
}
const profileOf = async ({ id }: Registered) =>
  (await scanTables(cloud)).records.find(
    (row) => textOf(row, 'pk') === `CUS#${localIdOf(id)}` && textOf(row, 'sk') === 'PROFILE',
  );
const keysOf = async ({ id }: Registered) =>
  (await scanTables(cloud)).keys.find((row) => textOf(row, 'pk') === localIdOf(id));
/** Alarms of the function that seals, about one customer. */
const alarms = ({ id }: Registered) =>
  cloud.logs.filter((line) => line.includes('integrity_violation') && line.includes(localIdOf(id)));

test.each([
  [
    'whose blob was changed',
    async (bad: Registered) => overwrite(cloud, 'records', damaged(await profileOf(bad), 'blob_contact')),
  ],
  [
    'whose record makes no sense',
    async (bad: Registered) => {
      const row = await profileOf(bad);
      await overwrite(cloud, 'records', { ...row, registeredAt: { S: 'never' } });
    },
  ],
  [
    'whose state makes no sense',
    async (bad: Registered) => {
      const row = await profileOf(bad);
      await overwrite(cloud, 'records', { ...row, customerState: { S: 'ODD' } });
    },
  ],
])(
  'P6.5: one customer %s stops nothing: the order is answered with the others, and somebody is woken',
  async (_, damage) => {
    const [bad, good] = [await registerCustomer(cloud), await registerCustomer(cloud)];
    const opened = r.done<d.Shown>(
      await d.openDisclosure(cloud, legal.one, d.disclosureInput(authority.id, [bad.id, good.id])),
    );
    const { id, document } = opened;
    const seen = { id, documentDigest: document?.digest, channel: 'POST' };
    r.done(await d.verifyDisclosure(cloud, legal.one, seen));
    await damage(bad);
    r.done(await d.approveDisclosure(cloud, legal.other, { id }));
    await d.inState(cloud, legal.one, id, 'SEALED');
    const results = await d.resultsOf(cloud, legal.one, id);
    expect(results).toMatchObject([
      { customerId: bad.id, result: 'NOT_GIVEN', cause: 'INTEGRITY_VIOLATION' },
      { customerId: good.id, result: 'PENDING' },
    ]);
    const { text } = await d.collect(await d.linkTo(cloud, legal.one, id), authority.privateKey);
    const { customers } = JSON.parse(openJwe(text, authority.privateKey).toString());
    expect(customers.map((one: { id: string }) => one.id)).toEqual([localIdOf(good.id)]);
    expect(alarms(bad)).not.toEqual([]);
  },
);

test('P1.6, P6.5: one whose key is damaged is told nothing, the others are, and somebody is woken', async () => {
  const [bad, good] = [await registerVerified(cloud), await registerVerified(cloud)];
  await mailsSettled(cloud);
  const before = (await mailsTo(cloud, good.email)).length;
  const { id } = await d.sealedDisclosure(cloud, legal, d.disclosureInput(authority.id, [bad.id, good.id]));
  await overwrite(cloud, 'keys', damaged(await keysOf(bad), 'dek_contact_1'));
  await d.collect(await d.linkTo(cloud, legal.one, id), authority.privateKey);
  await eventually(async () => ((await mailsTo(cloud, good.email)).length > before ? true : undefined));
  expect(await d.resultsOf(cloud, legal.one, id)).toMatchObject([
    { customerId: bad.id, result: 'GIVEN', toldAt: null },
    { customerId: good.id, result: 'GIVEN', toldAt: expect.any(String) },
  ]);
  expect(alarms(bad)).not.toEqual([]);
});
