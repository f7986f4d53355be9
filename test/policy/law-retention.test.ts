import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { daysBetween, inDays } from '../harness/days.ts';
import {
  clockOnce,
  erasedTo,
  erasureOf,
  liftLegalHold,
  placeLegalHold,
  retentionPassed,
} from '../harness/erasures.ts';
import { searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { eventually, mailsSettled, mailsTo } from '../harness/mails.ts';
import { putServiceTerm, type Served, servedCustomer } from '../harness/notices.ts';
import { localIdOf } from '../harness/register.ts';
import { closeAccount } from '../harness/rights.ts';
import { type Item, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  officer = await cloud.employee('privacy_officer');
});
afterAll(() => cloud.stop());

const closed = async (): Promise<Served> => {
  const customer = await servedCustomer(cloud);
  expect(userErrors(await closeAccount(cloud, customer.token))).toEqual([]);
  await mailsSettled(cloud);
  return customer;
};
const profileOf = async ({ id }: Served): Promise<Item | undefined> =>
  (await scanTables(cloud)).records.find(
    (item) => textOf(item, 'pk') === `CUS#${localIdOf(id)}` && textOf(item, 'sk') === 'PROFILE',
  );
const dueOf = async (customer: Served): Promise<string> =>
  textOf(await profileOf(customer), 'retentionDueAt');
const readable = async ({ token, name }: Served) =>
  expect((await cloud.ask('{ me { name } }', { token })).data.me.name).toBe(name);

test('P4.4, L91 14: the clock of a closed account ends it; before, it keeps what it has', async () => {
  const [customer, neighbour] = await Promise.all([closed(), closed()]);
  const kept = daysBetween(textOf(await profileOf(customer), 'closedAt'), await dueOf(customer));
  expect(kept).toBe(limits.retentionDays);
  await clockOnce(cloud);
  await readable(customer);
  const mails = (await mailsTo(cloud, customer.email)).length;
  await retentionPassed(cloud, customer.id);
  await clockOnce(cloud);
  const erasure = await erasedTo(cloud, officer, customer.id);
  expect(erasure).toMatchObject({
    cause: 'RETENTION',
    classes: ['contact', 'identity', 'payment', 'content'],
    held: [],
    suppressesAddress: false,
  });
  expect(await profileOf(customer)).toBeUndefined();
  const { audit, keys } = await scanTables(cloud);
  expect(keys.filter((item) => textOf(item, 'pk') === localIdOf(customer.id))).toEqual([]);
  const begun = audit.filter((row) => textOf(row, 'reference') === erasure.id);
  expect(begun.map((row) => `${textOf(row, 'action')} ${textOf(row, 'actor')}`)).toContain(
    'BEGIN_ERASURE system:clock',
  );
  // Nobody asked for it: nobody is written to.
  expect(await mailsTo(cloud, customer.email)).toHaveLength(mails);
  expect(await searchForLeaks(cloud, { secrets: [secretsOf(customer)] })).toEqual([]);
  await readable(neighbour);
});

test('P4.4: an open account has no such clock', async () => {
  const customer = await servedCustomer(cloud);
  expect(await dueOf(customer)).toBe('');
  await clockOnce(cloud);
  await readable(customer);
});

test('P4.4: while a service runs, or began after the account was closed, the clock begins at its end', async () => {
  const customer = await servedCustomer(cloud);
  const term = (days: number) => ({
    serviceRef: `${canary('s')}.example.vn`,
    product: 'vps-2',
    expiresAt: inDays(days),
  });
  expect(userErrors(await putServiceTerm(cloud, customer, term(30)))).toEqual([]);
  expect(userErrors(await closeAccount(cloud, customer.token))).toEqual([]);
  const { closedAt } = (await profileOf(customer)) ?? {};
  expect(daysBetween(closedAt?.S ?? '', await dueOf(customer))).toBeCloseTo(limits.retentionDays + 30, 2);
  // The customer comes back for another service.
  const later = term(90);
  expect(userErrors(await putServiceTerm(cloud, customer, later))).toEqual([]);
  await retentionPassed(cloud, customer.id);
  await clockOnce(cloud);
  await eventually(async () =>
    daysBetween(later.expiresAt, await dueOf(customer)) === limits.retentionDays ? true : undefined,
  );
  expect(await erasureOf(cloud, officer, customer.id)).toBeNull();
  await readable(customer);
});

test('L91 14: a legal hold delays it; a day after it is lifted at most it goes', async () => {
  const customer = await closed();
  const classes = ['contact', 'identity', 'payment', 'content'];
  const placed = await placeLegalHold(cloud, officer, {
    customerId: customer.id,
    classes,
    why: canary('w '),
  });
  const { id } = placed.data.placeLegalHold.legalHold;
  await retentionPassed(cloud, customer.id);
  await clockOnce(cloud);
  const again = Date.parse(await dueOf(customer)) - Date.now();
  expect(again).toBeGreaterThan(0);
  expect(again).toBeLessThanOrEqual(86_400_000);
  expect(await erasureOf(cloud, officer, customer.id)).toBeNull();
  await readable(customer);
  expect(userErrors(await liftLegalHold(cloud, officer, { customerId: customer.id, id }))).toEqual([]);
  await retentionPassed(cloud, customer.id);
  await clockOnce(cloud);
  await erasedTo(cloud, officer, customer.id);
  expect(await profileOf(customer)).toBeUndefined();
});

test('P4.4, L91 14: a part that is held stays after the rest is gone, and goes by itself when it is lifted', async () => {
  const customer = await closed();
  const held = { customerId: customer.id, classes: ['identity'], why: canary('w ') };
  const { id } = (await placeLegalHold(cloud, officer, held)).data.placeLegalHold.legalHold;
  await retentionPassed(cloud, customer.id);
  await clockOnce(cloud);
  const first = await erasedTo(cloud, officer, customer.id);
  expect(first).toMatchObject({ cause: 'RETENTION', held: ['identity'] });
  expect(Object.keys((await profileOf(customer)) ?? {}).filter((name) => name.startsWith('blob_'))).toEqual([
    'blob_identity',
  ]);
  expect(userErrors(await liftLegalHold(cloud, officer, { customerId: customer.id, id }))).toEqual([]);
  await clockOnce(cloud);
  await eventually(async () => ((await profileOf(customer)) === undefined ? true : undefined));
  expect(await erasureOf(cloud, officer, customer.id)).toMatchObject({
    cause: 'RETENTION',
    classes: ['identity'],
  });
});
