import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, it, vi } from 'vitest';
import { startDynamoDb } from '../../../local/dynamodb/start.ts';
import { key, names, random, run } from './contract/engine-under-test.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const TableName = names.records;

/** Two partition keys that dynalite's own index entries could not tell apart: it hashes the item's key to 24 bits. */
function colliding(): [string, string] {
  const seen = new Map<string, string>();
  for (;;) {
    const pk = random();
    const hash = createHash('md5').update('Outliers').update(pk).update('a').digest('hex').slice(0, 6);
    const other = seen.get(hash);
    if (other) return [other, pk];
    seen.set(hash, pk);
  }
}

it('keeps apart two items of one index key whose hashes collide', async () => {
  const { client, stop } = await run(() => startDynamoDb({ engine: 'embedded' }), '');
  const pks = colliding();
  const due = { dueShard: { S: 'shard' }, dueAt: { S: '2030' } };
  for (const pk of pks) await client.send(new PutItemCommand({ TableName, Item: { ...key(pk), ...due } }));
  const find = async (ScanIndexForward: boolean) => {
    const found: (string | undefined)[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page: {
        Items?: Record<string, AttributeValue>[] | undefined;
        LastEvaluatedKey?: typeof ExclusiveStartKey;
      } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard',
          ExpressionAttributeValues: { ':shard': due.dueShard },
          Limit: 1,
          ScanIndexForward,
          ExclusiveStartKey,
        }),
      );
      found.push(...(page.Items ?? []).map((item) => item.pk?.S));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  };
  const ascending = await find(true);
  expect(ascending).toHaveLength(2);
  expect(new Set(ascending)).toEqual(new Set(pks));
  expect(await find(false)).toEqual(ascending.toReversed());
  await client.send(new DeleteItemCommand({ TableName, Key: key(pks[0]) }));
  expect(await find(true)).toEqual([pks[1]]);
  await stop();
});
