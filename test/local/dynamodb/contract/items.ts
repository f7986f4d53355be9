import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  type KeysAndAttributes,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { key, names, type Running, random, refusal } from './engine-under-test.ts';

const TableName = names.records;

/** What the product relies on when it reads and writes single items, and batches of them. */
export function itemsContract(engine: () => Running): void {
  const get = async (pk: string, sk?: string) =>
    (await engine().client.send(new GetItemCommand({ TableName, Key: key(pk, sk), ConsistentRead: true })))
      .Item;

  it('describes a declared table', async () => {
    const { Table } = await engine().client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
    expect(Table?.LatestStreamArn).toContain(`:table/${TableName}/stream/`);
    const indexes = Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName);
    expect(new Set(indexes)).toEqual(new Set(['customers', 'due', 'owner']));
  });

  it('gives back every kind of value as it was', async () => {
    const pk = random();
    const Item = {
      ...key(pk),
      text: { S: `\u{1f600} ${random()}` },
      emptyText: { S: '' },
      number: { N: '-12.5' },
      bytes: { B: Uint8Array.from([0, 255, 128, 10]) },
      emptyBytes: { B: new Uint8Array() },
      yes: { BOOL: false },
      nothing: { NULL: true as const },
      list: { L: [{ S: '' }, { M: { deep: { B: Uint8Array.of(254) } } }] },
      texts: { SS: ['a', 'b'] },
    };
    await engine().client.send(new PutItemCommand({ TableName, Item }));
    const read = await get(pk);
    expect({ ...read, texts: { SS: read?.texts?.SS?.toSorted() } }).toEqual(Item);
  });

  it('refuses an empty key, and an empty or wrongly typed index key', async () => {
    const put = (more: PutItemCommand['input']['Item']) =>
      refusal(engine().client.send(new PutItemCommand({ TableName, Item: { ...key(random()), ...more } })));
    expect((await put({ pk: { S: '' } })).name).toBe('ValidationException');
    expect((await put({ ownerId: { S: '' } })).name).toBe('ValidationException');
    expect((await put({ ownerId: { N: '1' } })).name).toBe('ValidationException');
  });

  it('takes 400 KB of UTF-8 and not a byte more, in a put and in an update', async () => {
    const pk = random();
    const overhead = 'pk'.length + pk.length + 'sk'.length + 'a'.length + 'v'.length;
    const fits = 'é'.repeat((400 * 1024 - overhead - 1) / 2);
    const put = (v: string) =>
      engine().client.send(new PutItemCommand({ TableName, Item: { ...key(pk), v: { S: v } } }));
    await put(fits);
    expect((await refusal(put(`${fits}éé`))).name).toBe('ValidationException');
    const grow = new UpdateItemCommand({
      TableName,
      Key: key(pk),
      UpdateExpression: 'SET w = :w',
      ExpressionAttributeValues: { ':w': { S: 'éé' } },
    });
    expect((await refusal(engine().client.send(grow))).name).toBe('ValidationException');
    expect(Object.keys((await get(pk)) ?? {})).not.toContain('w');
  });

  it('checks a condition, and returns the item that failed it only when asked', async () => {
    const pk = random();
    const secret = { S: random() };
    const send = (more: Partial<PutItemCommand['input']>) =>
      engine().client.send(
        new PutItemCommand({
          TableName,
          Item: { ...key(pk), secret },
          ConditionExpression: 'attribute_not_exists(pk)',
          ...more,
        }),
      );
    await send({});
    const silent = await refusal(send({}));
    expect(silent).toBeInstanceOf(ConditionalCheckFailedException);
    expect((silent as ConditionalCheckFailedException).Item).toBeUndefined();
    const telling = await refusal(send({ ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
    expect((telling as ConditionalCheckFailedException).Item).toEqual({ ...key(pk), secret });
    const failing = {
      TableName,
      Key: key(pk),
      ConditionExpression: 'secret = :other',
      ExpressionAttributeValues: { ':other': { S: random() } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const update = await refusal(
      engine().client.send(new UpdateItemCommand({ ...failing, UpdateExpression: 'REMOVE secret' })),
    );
    expect((update as ConditionalCheckFailedException).Item?.secret).toEqual(secret);
    const removal = await refusal(engine().client.send(new DeleteItemCommand(failing)));
    expect((removal as ConditionalCheckFailedException).Item?.secret).toEqual(secret);
    expect(await get(pk)).toEqual({ ...key(pk), secret });
  });

  it('compares maps, lists, sets and bytes by value in a condition', async () => {
    const pk = random();
    const values = {
      map: { M: { a: { N: '1' }, b: { L: [{ S: 'x' }] } } },
      list: { L: [{ S: 'x' }, { N: '2' }] },
      bytes: { B: Uint8Array.from([200, 201]) },
      texts: { SS: ['a', 'b'] },
    };
    await engine().client.send(new PutItemCommand({ TableName, Item: { ...key(pk), ...values } }));
    const holds = (path: string, operator: string, value: KeysAndAttributes['Keys'] | object) =>
      engine()
        .client.send(
          new UpdateItemCommand({
            TableName,
            Key: key(pk),
            UpdateExpression: 'ADD tries :one',
            ConditionExpression: `#path ${operator} :value`,
            ExpressionAttributeNames: { '#path': path },
            ExpressionAttributeValues: { ':value': value as never, ':one': { N: '1' } },
          }),
        )
        .then(
          () => true,
          () => false,
        );
    for (const [path, value] of Object.entries(values))
      expect([path, await holds(path, '=', value)]).toEqual([path, true]);
    expect(await holds('map', '=', { M: { a: { N: '1' }, b: { L: [{ S: 'y' }] } } })).toBe(false);
    expect(await holds('list', '<>', { L: [{ S: 'x' }, { N: '3' }] })).toBe(true);
    expect(await holds('bytes', '=', { B: Uint8Array.from([200, 202]) })).toBe(false);
  });

  it('updates with SET, ADD and REMOVE and returns what is asked for', async () => {
    const pk = random();
    const update = (UpdateExpression: string, more: Partial<UpdateItemCommand['input']> = {}) =>
      engine().client.send(new UpdateItemCommand({ TableName, Key: key(pk), UpdateExpression, ...more }));
    const first = await update(
      'SET a = :a, n = if_not_exists(n, :zero) + :one, l = list_append(if_not_exists(l, :none), :more)',
      {
        ExpressionAttributeValues: {
          ':a': { S: 'x' },
          ':zero': { N: '0' },
          ':one': { N: '1' },
          ':none': { L: [] },
          ':more': { L: [{ S: 'm' }] },
        },
        ReturnValues: 'ALL_NEW',
      },
    );
    expect(first.Attributes).toEqual({ ...key(pk), a: { S: 'x' }, n: { N: '1' }, l: { L: [{ S: 'm' }] } });
    const second = await update('ADD n :two, tags :tags REMOVE a', {
      ExpressionAttributeValues: { ':two': { N: '2' }, ':tags': { SS: ['t'] } },
      ReturnValues: 'UPDATED_NEW',
    });
    expect(second.Attributes).toEqual({ n: { N: '3' }, tags: { SS: ['t'] } });
    const third = await update('REMOVE n', { ReturnValues: 'ALL_OLD' });
    expect(third.Attributes?.n).toEqual({ N: '3' });
    expect(await get(pk)).toEqual({ ...key(pk), l: { L: [{ S: 'm' }] }, tags: { SS: ['t'] } });
    const gone = await engine().client.send(
      new DeleteItemCommand({ TableName, Key: key(pk), ReturnValues: 'ALL_OLD' }),
    );
    expect(gone.Attributes?.tags).toEqual({ SS: ['t'] });
    expect(await get(pk)).toBeUndefined();
  });

  it('refuses expressions with unused or missing names and values', async () => {
    const pk = random();
    const send = (more: Partial<UpdateItemCommand['input']>) =>
      refusal(
        engine().client.send(
          new UpdateItemCommand({ TableName, Key: key(pk), UpdateExpression: 'SET a = :a', ...more }),
        ),
      );
    expect((await send({})).name).toBe('ValidationException');
    const unused = { ':a': { S: 'x' }, ':b': { S: 'x' } };
    expect((await send({ ExpressionAttributeValues: unused })).name).toBe('ValidationException');
  });

  it('answers every key of a batch of 100, never losing one it leaves for later', async () => {
    const pk = random();
    const filler = 'x'.repeat(60_000);
    const sks = Array.from({ length: 100 }, (_, index) => String(index).padStart(3, '0'));
    for (let start = 0; start < 100; start += 25) {
      const requests = sks
        .slice(start, start + 25)
        .map((sk) => ({ PutRequest: { Item: { ...key(pk, sk), filler: { S: filler }, mark: { S: sk } } } }));
      const { UnprocessedItems } = await engine().client.send(
        new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }),
      );
      expect(UnprocessedItems).toEqual({});
    }
    const found = new Map<string | undefined, string | undefined>();
    let RequestItems: Record<string, KeysAndAttributes> | undefined = {
      [TableName]: {
        Keys: sks.map((sk) => key(pk, sk)),
        ConsistentRead: true,
        ProjectionExpression: 'sk, #m, filler',
        ExpressionAttributeNames: { '#m': 'mark' },
      },
    };
    while (RequestItems && Object.keys(RequestItems).length > 0) {
      const answer: {
        Responses?: Record<string, Record<string, { S?: string }>[]>;
        UnprocessedKeys?: Record<string, KeysAndAttributes>;
      } = (await engine().client.send(new BatchGetItemCommand({ RequestItems }))) as never;
      for (const item of answer.Responses?.[TableName] ?? []) {
        expect(new Set(Object.keys(item))).toEqual(new Set(['filler', 'mark', 'sk']));
        found.set(item.sk?.S, item.mark?.S);
      }
      RequestItems = answer.UnprocessedKeys;
    }
    expect(new Set(found.keys())).toEqual(new Set(sks));
    expect([...found].every(([sk, mark]) => sk === mark)).toBe(true);
    const tooMany = { [TableName]: { Keys: Array.from({ length: 101 }, () => key(random())) } };
    const refused = await refusal(engine().client.send(new BatchGetItemCommand({ RequestItems: tooMany })));
    expect(refused.name).toBe('ValidationException');
  });
}
