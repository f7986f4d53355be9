import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { archivedRows } from '../harness/archived.ts';
import { codesOf } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { clockOnce } from '../harness/erasures.ts';
import {
  eventually,
  follow,
  mailsSettled,
  mailsTo,
  registerVerified,
  verificationLink,
} from '../harness/mails.ts';
import type { Registered } from '../harness/register.ts';
import { localIdOf, registerCustomer } from '../harness/register.ts';
import { type Restored, restore } from '../harness/restored.ts';
import { type Item, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let restored: Restored;
let customer: Registered;
let other: Registered;
let link: string;
vi.setConfig({ testTimeout: 120_000 });

const nameOf = (at: Pick<TestCloud, 'ask'>, { token }: Registered) => at.ask('{ me { name } }', { token });
const mailRow = async (of: Registered) =>
  (await recordsOf(restored.cloud, 'MAIL')).find((row) => textOf(row, 'customerId') === localIdOf(of.id));
const dispatched = (row: Item | undefined) =>
  restored.invoke('dispatch', {
    Records: [{ eventID: '1', eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: row } }],
  });

beforeAll(async () => {
  cloud = await startTestCloud();
  customer = await registerVerified(cloud);
  other = await registerCustomer(cloud);
  link = await verificationLink(cloud, other.email);
  await mailsSettled(cloud);
  await clockOnce(cloud);
  await archivedRows(cloud);
  const { records } = await scanTables(cloud);
  // An instant before the mails were sent: what was sent since waits in the restored outbox.
  const wasQueued = (row: Item): Item => {
    if (textOf(row, 'kind') !== 'MAIL') return row;
    const { leaseUntil: _, begunAt: __, messageId: ___, ...rest } = row;
    return { ...rest, state: { S: 'QUEUED' }, dueAt: { S: textOf(row, 'queuedAt') }, attempt: { N: '0' } };
  };
  restored = await restore(cloud, { records: records.map(wasQueued) }, [
    'api',
    'links',
    'dispatch',
    'packages',
    'clock',
    'keeping',
  ]);
});
afterAll(async () => {
  await restored?.stop();
  await cloud.stop();
});

test('L91 14, D356 5(2), P2.6: on restored tables nobody is served and nothing is sent before the replay, and somebody is told', async () => {
  // The tables of before, which no clock had seen when they were new, are served as ever.
  expect((await nameOf(cloud, customer)).data.me.name).toBe(customer.name);
  const refused = await nameOf(restored, customer);
  expect(codesOf(refused)).toEqual(['TEMPORARILY_UNAVAILABLE']);
  expect(refused.text).not.toContain(customer.name);
  const page = await follow(link.replace(cloud.url, restored.url), 'POST');
  expect(page.status).toBe(503);
  const before = (await mailsTo(cloud, other.email)).length;
  expect(await dispatched(await mailRow(other))).toMatchObject({ result: { batchItemFailures: [] } });
  // The first run of the clock finds it, and sends nothing either.
  await restored.invoke('clock', {});
  expect(await mailsTo(cloud, other.email)).toHaveLength(before);
  expect(textOf(await mailRow(other), 'state')).toBe('QUEUED');
  for (const name of ['api', 'links', 'dispatch', 'clock'])
    expect(
      cloud.logs.filter((line) => line.startsWith(`${name} `) && line.includes('tables_behind_ledger')),
    ).not.toEqual([]);
  expect(codesOf(await nameOf(restored, customer))).toEqual(['TEMPORARILY_UNAVAILABLE']);
});

test('L91 14, P3.1: after the replay everybody is served, and what was sent before is not sent again', async () => {
  await restored.runJob('REPLAY_ACTS');
  const name = await eventually(async () => (await nameOf(restored, customer)).data?.me?.name);
  expect(name).toBe(customer.name);
  const before = (await mailsTo(cloud, other.email)).length;
  const row = await mailRow(other);
  expect([textOf(row, 'state'), textOf(row, 'reason')]).toEqual(['UNCERTAIN', 'OUTCOME_UNKNOWN']);
  await dispatched({ ...row, state: { S: 'QUEUED' } });
  await restored.invoke('clock', {});
  expect(await mailsTo(cloud, other.email)).toHaveLength(before);
  expect((await follow(link.replace(cloud.url, restored.url), 'POST')).status).toBe(200);
  // The tables are whole from here on.
  const told = cloud.logs.filter((line) => line.includes('tables_behind_ledger')).length;
  await restored.invoke('clock', {});
  expect(cloud.logs.filter((line) => line.includes('tables_behind_ledger'))).toHaveLength(told);
  expect(await restored.job('REPLAY_ACTS')).toBeUndefined();
});
