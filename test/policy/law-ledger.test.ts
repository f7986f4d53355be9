import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dataClasses } from '../../lambda/domain/access.ts';
import { awsOf, canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { clockOnce, erasedTo, erasureOf, grantedErasure, placeLegalHold } from '../harness/erasures.ts';
import { mailsSettled } from '../harness/mails.ts';
import { type Served, servedCustomer } from '../harness/notices.ts';
import { localIdOf } from '../harness/register.ts';
import { setBack } from '../harness/restored.ts';
import { recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
let s3: S3Client;
let Bucket: string;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  officer = await cloud.employee('privacy_officer');
  s3 = new S3Client({ ...awsOf(cloud), endpoint: cloud.s3Url, forcePathStyle: true });
  Bucket = cloud.environment.AUDIT_BUCKET ?? '';
});
afterAll(async () => {
  s3.destroy();
  await cloud.stop();
});

const put = (place: string, body: object | string) =>
  s3.send(
    new PutObjectCommand({
      Bucket,
      Key: `ledger/${place}`,
      Body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
const entryId = (digit: number) => `0000000000-${String(digit).repeat(26)}`;
const everything = { classes: dataClasses, left: [], held: [], cause: 'RETENTION' };
const told = () => cloud.logs.filter((line) => line.includes('"integrity_violation"')).length;
const nameOf = async ({ token }: Served) =>
  (await cloud.ask('{ me { name } }', { token })).data?.me?.name ?? undefined;
const placeNow = async () => textOf((await recordsOf(cloud, 'LEDGER_MARKER'))[0] ?? {}, 'place');

test('L91 14, P7.1: an entry that the product did not write, or wrote of another, erases nobody, and wakes someone once', async () => {
  const victim = await servedCustomer(cloud);
  const gone = await servedCustomer(cloud);
  await mailsSettled(cloud);
  await placeLegalHold(cloud, officer, { customerId: victim.id, classes: dataClasses, why: canary('w ') });
  await grantedErasure(cloud, officer, gone);
  const { id, startedAt } = await erasedTo(cloud, officer, gone.id);
  const real = await s3.send(new GetObjectCommand({ Bucket, Key: `ledger/${startedAt}-${id}.json` }));
  const written = JSON.parse((await real.Body?.transformToString()) ?? '') as object;
  const before = told();
  const at = new Date().toISOString();
  const customerId = localIdOf(victim.id);
  await put(`${at}-${entryId(0)}.json`, {
    id: entryId(0),
    at,
    kind: 'ERASURE',
    customerId,
    facts: everything,
  });
  await put(`${at}-${entryId(1)}.json`, { ...written, id: entryId(1), at, customerId });
  await put(`${at}-${entryId(2)}.json`, written);
  await clockOnce(cloud);
  expect(told()).toBe(before + 3);
  await clockOnce(cloud);
  expect(told()).toBe(before + 3);
  expect(await erasureOf(cloud, officer, victim.id)).toBeNull();
  expect(await nameOf(victim)).toBe(victim.name);
});

test('L91 14: what cannot be read, is of no kind, or of a day to come, stops no replay and blinds none', async () => {
  const customer = await servedCustomer(cloud);
  await mailsSettled(cloud);
  const before = told();
  const at = '2099-01-01T00:00:00.000Z';
  const past = new Date(Date.now() - 1000).toISOString();
  await put(`${past}-x.json`, 'no json');
  await put(`${past}-${entryId(3)}.json`, '');
  await put('zzz', canary());
  await put(`${at}-${entryId(4)}.json`, { id: entryId(4), at, kind: 'HOLD', customerId: 'x', facts: {} });
  await clockOnce(cloud);
  expect(told()).toBe(before + 4);
  const was = await scanTables(cloud);
  await grantedErasure(cloud, officer, customer);
  const first = await erasedTo(cloud, officer, customer.id);
  await clockOnce(cloud);
  await clockOnce(cloud);
  const place = await placeNow();
  expect([place > first.startedAt, place <= new Date().toISOString()]).toEqual([true, true]);
  await setBack(cloud, customer, was, ['records', 'keys']);
  expect(await nameOf(customer)).toBe(customer.name);
  await clockOnce(cloud);
  expect(await erasedTo(cloud, officer, customer.id)).toMatchObject({ id: first.id });
  expect(await nameOf(customer)).toBeUndefined();
  expect(told()).toBe(before + 4);
});

test('L91 14: an erasure that was committed after a later one had moved the marker is carried out again as well', async () => {
  const customer = await servedCustomer(cloud);
  await mailsSettled(cloud);
  const was = await scanTables(cloud);
  await grantedErasure(cloud, officer, customer);
  const first = await erasedTo(cloud, officer, customer.id);
  await clockOnce(cloud);
  const place = await placeNow();
  expect(place >= first.startedAt).toBe(true);
  const marker = (await scanTables(cloud)).records.filter((row) => textOf(row, 'pk') === 'LEDGER');
  const records = [...was.records.filter((row) => textOf(row, 'pk') !== 'LEDGER'), ...marker];
  await setBack(cloud, customer, { ...was, records }, ['records', 'keys']);
  expect([await placeNow(), await nameOf(customer)]).toEqual([place, customer.name]);
  await clockOnce(cloud);
  expect(await erasedTo(cloud, officer, customer.id)).toMatchObject({ id: first.id });
  expect(await nameOf(customer)).toBeUndefined();
});
