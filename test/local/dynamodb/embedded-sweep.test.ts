import { GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Embedded, startEmbedded } from '../../../local/dynamodb/embedded/start-embedded.ts';
import { key, names, type Running, random, refusal, run } from './contract/engine-under-test.ts';
import { openStream, pkOf, readStream } from './contract/read-stream.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const TableName = names.records;
const minute = 60_000;
let clock: number;
let embedded: Embedded;
let engine: Running;

beforeEach(async () => {
  clock = Date.UTC(2030, 0, 1);
  embedded = await startEmbedded({ now: () => clock });
  engine = await run(async () => embedded, '');
});
afterEach(() => engine.stop());

const seconds = () => Math.floor(clock / 1000);
const put = (pk: string, more: Record<string, { N: string } | { S: string }> = {}) =>
  engine.client.send(new PutItemCommand({ TableName, Item: { ...key(pk), ...more } }));
const there = async (pk: string) =>
  (await engine.client.send(new GetItemCommand({ TableName, Key: key(pk) }))).Item !== undefined;

it('deletes what has expired and nothing else, in the name of DynamoDB', async () => {
  const [expiring, later, forever, text, ancient] = [
    random(),
    random(),
    random(),
    random(),
    random(),
  ] as const;
  await put(expiring, { expiresAt: { N: String(seconds() + 30) } });
  await put(later, { expiresAt: { N: String(seconds() + 300) } });
  await put(forever);
  await put(text, { expiresAt: { S: '1' } });
  await put(ancient, { expiresAt: { N: '1' } });
  await embedded.sweep();
  expect(await there(expiring)).toBe(true);
  clock += minute;
  const from = await openStream(engine, TableName, 'LATEST');
  await embedded.sweep();
  expect(await there(expiring)).toBe(false);
  for (const pk of [later, forever, text, ancient]) expect([pk, await there(pk)]).toEqual([pk, true]);
  const [record] = await readStream(engine, from, (all) => all.length >= 1, { TableName });
  expect(record && [record.eventName, pkOf(record)]).toEqual(['REMOVE', expiring]);
  expect(record?.userIdentity).toEqual({ PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' });
});

it('forgets stream records after 24 hours, and says so to who asks for them', async () => {
  const [old, fresh] = [random(), random()] as const;
  await put(old);
  const horizon = await openStream(engine, TableName, 'TRIM_HORIZON');
  const [record] = await readStream(engine, horizon, (all) => all.length >= 1, { TableName });
  clock += 24 * 60 * minute;
  await put(fresh);
  await embedded.sweep();
  const again = await openStream(engine, TableName, 'TRIM_HORIZON');
  expect((await readStream(engine, again, (all) => all.length >= 1, { TableName })).map(pkOf)).toEqual([
    fresh,
  ]);
  const number = record?.dynamodb?.SequenceNumber;
  const asked = await refusal(openStream(engine, TableName, 'AT_SEQUENCE_NUMBER', number));
  expect(asked.name).toBe('TrimmedDataAccessException');
});

it('forgets a transaction’s token after ten minutes', async () => {
  const ClientRequestToken = random();
  const transact = (pk: string) =>
    engine.client.send(
      new TransactWriteItemsCommand({
        ClientRequestToken,
        TransactItems: [{ Put: { TableName, Item: key(pk) } }],
      }),
    );
  await transact(random());
  clock += 9 * minute;
  await embedded.sweep();
  expect((await refusal(transact(random()))).name).toBe('IdempotentParameterMismatchException');
  clock += minute;
  const pk = random();
  await transact(pk);
  expect(await there(pk)).toBe(true);
});
