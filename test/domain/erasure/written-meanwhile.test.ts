import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import type { TestCloud } from '../../harness/cloud.ts';
import { erasureOf } from '../../harness/erasures.ts';
import { textOf } from '../../harness/tables.ts';
import { ErasingWorld, startErasingCloud, storedOf } from './erasing-world.ts';

let cloud: TestCloud;
let world: ErasingWorld;
beforeAll(async () => {
  cloud = await startErasingCloud();
  world = new ErasingWorld(cloud);
}, 60_000);
afterAll(async () => {
  world?.stop();
  vi.unstubAllEnvs();
  await cloud?.stop();
});

test('P1.4: a row that was being written while its customer was erased is removed within the hour, not only when it is certified', async () => {
  const officer = await cloud.employee('privacy_officer');
  const customer = await world.fullCustomer();
  const erasureId = await world.granted(officer, customer);
  const late = (await storedOf(cloud, customer.id)).records.find((row) => textOf(row, 'kind') === 'MAIL');
  if (!late) throw new Error('the customer has no mail');
  await world.run(erasureId);
  const isDone = async () => (await erasureOf(cloud, officer, customer.id)).step === 'DONE';
  expect(await isDone()).toBe(true);
  // Whoever ordered it had looked before the erasure began, and could write a moment after it.
  await cloud.direct.send(new PutItemCommand({ TableName: cloud.tableNames.records, Item: late }));
  const mails = async () =>
    (await storedOf(cloud, customer.id)).records.filter((row) => textOf(row, 'kind') === 'MAIL');
  await world.run(erasureId);
  expect(await mails()).toHaveLength(1);
  world.pass(limits.erasureSettleMinutes * 60 + 1);
  await world.run(erasureId);
  expect([await mails(), await isDone()]).toEqual([[], true]);
  // Once is enough: then it rests until it can be certified.
  const { certifiableAt } = await erasureOf(cloud, officer, customer.id);
  world.pass(limits.erasureSettleMinutes * 60 + 1);
  await world.run(erasureId);
  const job = await world.ports.jobs.load(`ERASE_CUSTOMER-${erasureId}`);
  expect([job?.state, job?.dueAt]).toEqual(['QUEUED', certifiableAt]);
  expect((await storedOf(cloud, customer.id)).keys).toEqual([]);
}, 60_000);
