import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { key, names, random, run, type StartEngine } from './engine-under-test.ts';
import { openStream, pkOf, readStream } from './read-stream.ts';

/** What the product relies on when the engine is stopped and started again on the same directory. */
export function restartContract(start: StartEngine): void {
  it('keeps items, indexes and the stream, which goes on after the last record read', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'dynamodb-restart-'));
    const TableName = names.records;
    const [before, unread, later] = [random(), random(), random()] as const;
    const ownerId = { S: random() };
    const first = await run(start, directory);
    const put = (client: typeof first.client, pk: string) =>
      client.send(new PutItemCommand({ TableName, Item: { ...key(pk), ownerId } }));
    await put(first.client, before);
    const horizon = await openStream(first, TableName, 'TRIM_HORIZON');
    const records = await readStream(first, horizon, (all) => all.length >= 1, { TableName });
    await put(first.client, unread);
    await first.stop();

    const second = await run(start, directory);
    try {
      const read = await second.client.send(new GetItemCommand({ TableName, Key: key(before) }));
      expect(read.Item).toEqual({ ...key(before), ownerId });
      const owned = await second.client.send(
        new QueryCommand({
          TableName,
          IndexName: 'owner',
          KeyConditionExpression: 'ownerId = :owner',
          ExpressionAttributeValues: { ':owner': ownerId },
        }),
      );
      expect(owned.Count).toBe(2);
      await put(second.client, later);
      const number = records.at(-1)?.dynamodb?.SequenceNumber;
      const iterator = await openStream(second, TableName, 'AFTER_SEQUENCE_NUMBER', number);
      const rest = await readStream(second, iterator, (all) => all.length >= 2, { TableName });
      expect(rest.map(pkOf)).toEqual([unread, later]);
    } finally {
      await second.stop();
      await rm(directory, { recursive: true, force: true });
    }
  });
}
