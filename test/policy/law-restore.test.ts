import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  clockOnce,
  erasedTo,
  erasureOf,
  grantedErasure,
  liftLegalHold,
  placeLegalHold,
} from '../harness/erasures.ts';
import { type Secrets, searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { eventually, mailsSettled } from '../harness/mails.ts';
import { type Served, servedCustomer } from '../harness/notices.ts';
import { givePayment, localIdOf } from '../harness/register.ts';
import { setBack } from '../harness/restored.ts';
import { changes, type Item, scanTables, type Tables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  officer = await cloud.employee('privacy_officer');
});
afterAll(() => cloud.stop());

const isOf = (id: string) => (item: Item) =>
  [textOf(item, 'pk'), textOf(item, 'ownerId')].some((one) => one === `CUS#${id}` || one === id);
const restored = (customer: Served, was: Tables, which: readonly ('records' | 'keys')[]) =>
  setBack(cloud, customer, was, which);
const told = () => cloud.logs.filter((line) => line.includes('"ledger_behind"')).length;
const nameOf = async ({ token }: Served) =>
  (await cloud.ask('{ me { name } }', { token })).data?.me?.name ?? undefined;
const keysOf = async (customer: Served) =>
  (await scanTables(cloud)).keys.filter(isOf(localIdOf(customer.id)));
const replayed = async (customer: Served, step = 'DONE') => {
  await clockOnce(cloud);
  return erasedTo(cloud, officer, customer.id, step);
};
const customerWithSecrets = async (): Promise<{ customer: Served; secrets: Secrets[] }> => {
  const customer = await servedCustomer(cloud);
  await mailsSettled(cloud);
  return { customer, secrets: [secretsOf(customer)] };
};

test('L91 14, P1.4: records and keys that came back from a backup are erased again from the ledger, and somebody is told; others are not touched', async () => {
  const { customer, secrets } = await customerWithSecrets();
  const neighbour = await servedCustomer(cloud);
  const was = await scanTables(cloud);
  await grantedErasure(cloud, officer, customer, { suppressAddress: true });
  const first = await erasedTo(cloud, officer, customer.id);
  await clockOnce(cloud);
  const before = told();
  const there = (await scanTables(cloud)).records.filter(isOf(localIdOf(neighbour.id)));
  await restored(customer, was, ['records', 'keys']);
  // A table that was restored is not opened to anybody before the clock has been: here it is as if somebody had.
  expect(await nameOf(customer)).toBe(customer.name);
  expect(await erasureOf(cloud, officer, customer.id)).toBeNull();
  const again = await replayed(customer);
  expect(again).toMatchObject({
    id: first.id,
    cause: first.cause,
    suppressesAddress: true,
    certificate: null,
  });
  expect(told()).toBe(before + 1);
  expect(await keysOf(customer)).toEqual([]);
  expect(await nameOf(customer)).toBeUndefined();
  const { audit, records } = await scanTables(cloud);
  const acts = audit
    .filter((row) => textOf(row, 'reference') === first.id)
    .map((row) => textOf(row, 'action'));
  expect(acts.filter((action) => action === 'ERASED')).toHaveLength(2);
  expect(acts.filter((action) => action === 'REPLAY_LEDGER')).toHaveLength(1);
  const nothing = { keys: [], audit: [] };
  const theirs = records.filter(isOf(localIdOf(neighbour.id)));
  expect(changes({ records: there, ...nothing }, { records: theirs, ...nothing })).toEqual([]);
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
  // Once is enough.
  await clockOnce(cloud);
  expect(told()).toBe(before + 1);
});

test('L91 14: records that came back without their keys are unreadable from the first instant on, and erased again', async () => {
  const { customer, secrets } = await customerWithSecrets();
  const was = await scanTables(cloud);
  await grantedErasure(cloud, officer, customer);
  await erasedTo(cloud, officer, customer.id);
  await clockOnce(cloud);
  await restored(customer, was, ['records']);
  const support = await cloud.employee('support');
  const query = 'query C($id: ID!) { customer(id: $id) { name { masked } } }';
  const staffs = await cloud.ask(query, { token: support, variables: { id: customer.id } });
  expect(staffs.data?.customer?.name?.masked ?? null).toBeNull();
  expect(await nameOf(customer)).toBeUndefined();
  const before = told();
  await replayed(customer);
  expect(told()).toBe(before + 1);
  const left = (await scanTables(cloud)).records.filter(isOf(localIdOf(customer.id)));
  expect(left.map((item) => textOf(item, 'kind'))).not.toContain('CUSTOMER');
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
});

test('L91 14: keys that came back alone are destroyed again when an operator names the instant', async () => {
  const { customer } = await customerWithSecrets();
  const was = await scanTables(cloud);
  await grantedErasure(cloud, officer, customer);
  const { startedAt } = await erasedTo(cloud, officer, customer.id);
  // An hour later: what was erased is long behind the marker.
  const later = await startBeside(cloud, { functions: ['clock'], hoursAhead: 1 });
  await later.invoke('clock', {});
  await restored(customer, was, ['keys']);
  expect(await nameOf(customer)).toBeUndefined();
  const before = told();
  await later.invoke('clock', {});
  expect(await keysOf(customer)).toHaveLength(1);
  await later.invoke('clock', { replayFrom: startedAt });
  await later.stop();
  await eventually(async () => ((await keysOf(customer)).length === 0 ? true : undefined));
  expect(told()).toBe(before + 1);
  await erasedTo(cloud, officer, customer.id);
});

test('L91 14: what a legal hold kept of an erasure is kept again, and goes when it is lifted', async () => {
  const { customer } = await customerWithSecrets();
  await givePayment(cloud, customer);
  const held = { customerId: customer.id, classes: ['payment'], why: canary('w ') };
  const { id } = (await placeLegalHold(cloud, officer, held)).data.placeLegalHold.legalHold;
  const was = await scanTables(cloud);
  await grantedErasure(cloud, officer, customer);
  await erasedTo(cloud, officer, customer.id);
  await clockOnce(cloud);
  await restored(customer, was, ['records', 'keys']);
  expect(await replayed(customer)).toMatchObject({ held: ['payment'] });
  const [keys] = await keysOf(customer);
  expect(Object.keys(keys ?? {}).filter((name) => name.startsWith('cur_'))).toEqual(['cur_payment']);
  expect(userErrors(await liftLegalHold(cloud, officer, { customerId: customer.id, id }))).toEqual([]);
  await clockOnce(cloud);
  await eventually(async () => ((await keysOf(customer)).length === 0 ? true : undefined));
});
