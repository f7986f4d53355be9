import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { key, names, type Running, random, refusal } from './engine-under-test.ts';

const TableName = names.records;
type Items = Record<string, AttributeValue>[];
type Page = Pick<QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>;

/** What the product relies on when it queries a table or an index, page by page. */
export function queriesContract(engine: () => Running): void {
  const putAll = async (items: Items) => {
    for (let start = 0; start < items.length; start += 25) {
      const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
      await engine().client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    }
  };
  const queryAll = async (input: Omit<QueryCommandInput, 'TableName'>): Promise<Items> => {
    const all: Items = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page: Page = await engine().client.send(
        new QueryCommand({ TableName, ...input, ExclusiveStartKey }),
      );
      all.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return all;
  };
  const byPk = (pk: string) => ({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
  });

  it('sorts by the bytes of the sort key, whatever the page size and direction', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (sks, Limit, ScanIndexForward) => {
          const pk = random();
          await putAll(sks.map((sk) => key(pk, sk)));
          const found = await queryAll({ ...byPk(pk), Limit, ScanIndexForward });
          const sorted = sks.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
          expect(found.map((item) => item.sk?.S)).toEqual(ScanIndexForward ? sorted : sorted.toReversed());
        },
      ),
      { numRuns: 15 },
    );
  });

  it('selects by begins_with and between on the sort key', async () => {
    const pk = random();
    await putAll(['CONSENT#1', 'CONSENT#10', 'CONSENU', 'CONSENT#2', 'A'].map((sk) => key(pk, sk)));
    const select = async (condition: string, values: Record<string, string>) =>
      (
        await queryAll({
          KeyConditionExpression: `pk = :pk AND ${condition}`,
          ExpressionAttributeValues: {
            ':pk': { S: pk },
            ...Object.fromEntries(Object.entries(values).map(([name, S]) => [name, { S }])),
          },
        })
      ).map((item) => item.sk?.S);
    expect(await select('begins_with(sk, :p)', { ':p': 'CONSENT#' })).toEqual([
      'CONSENT#1',
      'CONSENT#10',
      'CONSENT#2',
    ]);
    expect(await select('sk BETWEEN :a AND :b', { ':a': 'CONSENT#10', ':b': 'CONSENU' })).toEqual([
      'CONSENT#10',
      'CONSENT#2',
      'CONSENU',
    ]);
    expect(await select('sk <= :a', { ':a': 'CONSENT#1' })).toEqual(['A', 'CONSENT#1']);
    expect(await select('sk > :a', { ':a': 'CONSENT#2' })).toEqual(['CONSENU']);
  });

  it('filters after reading: a page may be empty and still go on', async () => {
    const pk = random();
    await putAll(
      ['1', '2', '3', '4'].map((sk) => ({ ...key(pk, sk), even: { BOOL: Number(sk) % 2 === 0 } })),
    );
    const first = await engine().client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'even = :yes',
        ExpressionAttributeValues: { ':pk': { S: pk }, ':yes': { BOOL: true } },
        Limit: 1,
      }),
    );
    expect(first).toMatchObject({ Count: 0, ScannedCount: 1, LastEvaluatedKey: key(pk, '1') });
    const all = await queryAll({
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'even = :yes AND NOT sk_missing = :yes AND attribute_not_exists(sk_missing)',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':yes': { BOOL: true } },
      Limit: 1,
    });
    expect(all.map((item) => item.sk?.S)).toEqual(['2', '4']);
  });

  it('counts without items, and projects what is named', async () => {
    const pk = random();
    await putAll([{ ...key(pk), a: { M: { b: { S: 'x' }, c: { S: 'y' } } } }]);
    const count = await engine().client.send(new QueryCommand({ TableName, ...byPk(pk), Select: 'COUNT' }));
    expect(count.Count).toBe(1);
    expect(count.Items).toBeUndefined();
    const [item] = await queryAll({ ...byPk(pk), ProjectionExpression: 'a.b' });
    expect(item).toEqual({ a: { M: { b: { S: 'x' } } } });
  });

  /** An index follows its table in a moment: asks until it says so. */
  const settled = async (ask: () => Promise<Items>, done: (items: Items) => boolean): Promise<Items> => {
    for (let tries = 0; tries < 500; tries += 1) {
      const items = await ask();
      if (done(items)) return items;
      await sleep(20);
    }
    return ask();
  };

  it('keeps a sparse index: in with its keys, out without them, projecting only what is declared', async () => {
    const dueShard = random();
    const pk = random();
    const due = () =>
      queryAll({
        IndexName: 'due',
        KeyConditionExpression: 'dueShard = :shard AND begins_with(dueAt, :day)',
        ExpressionAttributeValues: { ':shard': { S: dueShard }, ':day': { S: '2030-01-01' } },
      });
    const Item = { ...key(pk), dueShard: { S: dueShard }, dueAt: { S: '2030-01-01T10' }, kind: { S: 'k' } };
    await engine().client.send(new PutItemCommand({ TableName, Item: { ...Item, secret: { S: random() } } }));
    await engine().client.send(
      new PutItemCommand({ TableName, Item: { ...key(pk, 'b'), dueShard: { S: dueShard } } }),
    );
    expect(await settled(due, (items) => items.length === 1)).toEqual([Item]);
    const change = (UpdateExpression: string, values?: Record<string, AttributeValue>) =>
      engine().client.send(
        new UpdateItemCommand({
          TableName,
          Key: key(pk),
          UpdateExpression,
          ...(values && { ExpressionAttributeValues: values }),
        }),
      );
    await change('SET dueAt = :at', { ':at': { S: '2030-01-01T11' } });
    const moved = await settled(due, (items) => items[0]?.dueAt?.S === '2030-01-01T11');
    expect(moved).toHaveLength(1);
    await change('REMOVE dueAt');
    expect(await settled(due, (items) => items.length === 0)).toEqual([]);
    await change('SET dueAt = :at', { ':at': { S: '2030-01-01T12' } });
    expect(await settled(due, (items) => items.length === 1)).toHaveLength(1);
    await engine().client.send(new DeleteItemCommand({ TableName, Key: key(pk) }));
    expect(await settled(due, (items) => items.length === 0)).toEqual([]);
  });

  it('pages through many items of one index key without losing or repeating one', async () => {
    const dueShard = { S: random() };
    const pks = Array.from({ length: 150 }, random);
    await putAll(pks.map((pk) => ({ ...key(pk), dueShard, dueAt: { S: '2030' } })));
    for (const ScanIndexForward of [true, false]) {
      const ask = () =>
        queryAll({
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard',
          ExpressionAttributeValues: { ':shard': dueShard },
          Limit: 7,
          ScanIndexForward,
        });
      const found = await settled(ask, (items) => items.length >= pks.length);
      expect(found).toHaveLength(pks.length);
      expect(new Set(found.map((item) => item.pk?.S))).toEqual(new Set(pks));
    }
  });

  it('orders an index by its own sort key, the table’s partition key included', async () => {
    const ownerId = { S: random() };
    const prefix = random();
    const pks = ['3', '1', '2'].map((end) => `${prefix}${end}`);
    await putAll(pks.map((pk) => ({ ...key(pk), ownerId })));
    const ask = () =>
      queryAll({
        IndexName: 'owner',
        KeyConditionExpression: 'ownerId = :owner',
        ExpressionAttributeValues: { ':owner': ownerId },
      });
    const found = await settled(ask, (items) => items.length === 3);
    expect(found.map((item) => item.pk?.S)).toEqual([1, 2, 3].map((end) => `${prefix}${end}`));
  });

  it('refuses a consistent read of an index, and an index that is not there', async () => {
    const ask = (more: Partial<QueryCommandInput>) =>
      refusal(
        engine().client.send(
          new QueryCommand({
            TableName,
            IndexName: 'owner',
            KeyConditionExpression: 'ownerId = :owner',
            ExpressionAttributeValues: { ':owner': { S: random() } },
            ...more,
          }),
        ),
      );
    expect((await ask({ ConsistentRead: true })).name).toBe('ValidationException');
    expect((await ask({ IndexName: 'none' })).name).toBe('ValidationException');
  });

  it('scans all items in pages, and in segments', async () => {
    const mark = random();
    const pks = Array.from({ length: 20 }, random);
    await putAll(pks.map((pk) => ({ ...key(pk), mark: { S: mark } })));
    const found: (string | undefined)[] = [];
    for (const Segment of [0, 1]) {
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      do {
        const page: Page = await engine().client.send(
          new ScanCommand({
            TableName,
            Segment,
            TotalSegments: 2,
            Limit: 50,
            FilterExpression: 'mark = :mark',
            ExpressionAttributeValues: { ':mark': { S: mark } },
            ExclusiveStartKey,
          }),
        );
        found.push(...(page.Items ?? []).map((item) => item.pk?.S));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
    }
    expect(found).toHaveLength(pks.length);
    expect(new Set(found)).toEqual(new Set(pks));
  });
}
