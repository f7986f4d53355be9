import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { startDynamoDb } from '../../../local/dynamodb/start.ts';
import { key, names, type Running, random, run } from './contract/engine-under-test.ts';
import { openStream, readStream } from './contract/read-stream.ts';
import { startToKill } from './kill-process.ts';

const TableName = names.records;
const size = 50;
const rounds = 8;

/** Transactions of fifty items each, all with one owner, until the engine is gone; returns those acknowledged. */
async function writeUntilKilled(url: string, started: Set<string>, enough: () => void): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  const { client, stop } = await run(async () => ({ url, stop: async () => {} }), '');
  const writer = async () => {
    for (;;) {
      const batch = random();
      started.add(batch);
      const TransactItems = Array.from({ length: size }, (_, index) => ({
        Put: { TableName, Item: { ...key(batch, String(index)), ownerId: { S: batch } } },
      }));
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      acknowledged.add(batch);
      if (acknowledged.size === 12) enough();
    }
  };
  await Promise.allSettled([writer(), writer(), writer(), writer()]);
  await stop();
  return acknowledged;
}

const counted = async ({ client }: Running, IndexName: string | undefined, batch: string) =>
  (
    await client.send(
      new QueryCommand({
        TableName,
        IndexName,
        KeyConditionExpression: `${IndexName ? 'ownerId' : 'pk'} = :batch`,
        ExpressionAttributeValues: { ':batch': { S: batch } },
        Select: 'COUNT',
      }),
    )
  ).Count;

it('is killed in the middle of transactions: each is there with its index and stream, or not at all', {
  timeout: 60_000,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'dynamodb-kill-'));
  const started = new Set<string>();
  const acknowledged = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    const { url, kill } = await startToKill(directory, 'embedded');
    const killed = Promise.withResolvers<void>();
    // Some moment later: right after an answer the engine would always be at the start of the next transaction.
    const soon = () =>
      sleep(Math.random() * 60)
        .then(kill)
        .then(killed.resolve, killed.reject);
    const done = await writeUntilKilled(url, started, soon);
    for (const batch of done) acknowledged.add(batch);
    await killed.promise;
  }
  const engine = await run((path) => startDynamoDb({ directory: path, engine: 'embedded' }), directory);
  const counts = new Map<string, (number | undefined)[]>();
  for (const batch of started) {
    counts.set(batch, [await counted(engine, undefined, batch), await counted(engine, 'owner', batch)]);
  }
  const written = [...counts].filter(([, [items]]) => items !== 0).map(([batch]) => batch);
  expect([...counts.values()].filter(([items, entries]) => items !== entries)).toEqual([]);
  expect([...counts.values()].every(([items]) => items === 0 || items === size)).toBe(true);
  expect([...acknowledged].filter((batch) => !written.includes(batch))).toEqual([]);
  const horizon = await openStream(engine, TableName, 'TRIM_HORIZON');
  const expected = written.length * size;
  const records = await readStream(engine, horizon, (all) => all.length >= expected, { TableName });
  expect(records).toHaveLength(expected);
  expect(new Set(records.map((record) => record.dynamodb?.SequenceNumber)).size).toBe(expected);
  await engine.stop();
  await rm(directory, { recursive: true, force: true });
});
