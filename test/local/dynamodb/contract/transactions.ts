import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { codes, key, names, type Running, random, refusal } from './engine-under-test.ts';

const TableName = names.records;

/** What the product relies on when it writes several items at once. */
export function transactionsContract(engine: () => Running): void {
  const transact = (TransactItems: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
    engine().client.send(new TransactWriteItemsCommand({ TransactItems, ...more }));
  const get = async (pk: string) =>
    (await engine().client.send(new GetItemCommand({ TableName, Key: key(pk), ConsistentRead: true }))).Item;
  const put = (pk: string, more: Record<string, { S: string }> = {}): TransactWriteItem => ({
    Put: { TableName, Item: { ...key(pk), ...more } },
  });
  const putNew = (pk: string): TransactWriteItem => ({
    Put: { TableName, Item: key(pk), ConditionExpression: 'attribute_not_exists(pk)' },
  });

  it('puts, updates, deletes and checks in several tables at once', async () => {
    const [a, b, c, d, e] = [random(), random(), random(), random(), random()] as const;
    await transact([put(b, { v: { S: '1' } }), put(c), put(d)]);
    await transact([
      put(a, { v: { S: 'new' } }),
      {
        Update: {
          TableName,
          Key: key(b),
          UpdateExpression: 'SET v = :new ADD n :one',
          ConditionExpression: 'v = :old',
          ExpressionAttributeValues: { ':new': { S: '2' }, ':old': { S: '1' }, ':one': { N: '1' } },
        },
      },
      { Delete: { TableName, Key: key(c) } },
      { ConditionCheck: { TableName, Key: key(d), ConditionExpression: 'attribute_exists(pk)' } },
      { Put: { TableName: names.keys, Item: { pk: { S: e } } } },
    ]);
    expect(await get(a)).toEqual({ ...key(a), v: { S: 'new' } });
    expect(await get(b)).toEqual({ ...key(b), v: { S: '2' }, n: { N: '1' } });
    expect(await get(c)).toBeUndefined();
    expect(await get(d)).toEqual(key(d));
  });

  it('cancels as a whole, with one reason per item in order', async () => {
    const [there, fresh] = [random(), random()] as const;
    const secret = { S: random() };
    await transact([put(there, { secret })]);
    const failing = (onFailure?: 'ALL_OLD'): TransactWriteItem => ({
      ConditionCheck: {
        TableName,
        Key: key(there),
        ConditionExpression: 'attribute_not_exists(pk)',
        ...(onFailure && { ReturnValuesOnConditionCheckFailure: onFailure }),
      },
    });
    const error = await refusal(transact([put(fresh), failing('ALL_OLD'), put(random())]));
    expect(error.name).toBe('TransactionCanceledException');
    expect(codes(error)).toEqual(['None', 'ConditionalCheckFailed', 'None']);
    const reasons = (error as TransactionCanceledException).CancellationReasons;
    expect(reasons?.[1]?.Item).toEqual({ ...key(there), secret });
    expect(await get(fresh)).toBeUndefined();
    const silent = await refusal(transact([failing(), putNew(fresh)]));
    expect(codes(silent)).toEqual(['ConditionalCheckFailed', 'None']);
    expect((silent as TransactionCanceledException).CancellationReasons?.[0]?.Item).toBeUndefined();
  });

  it('tells a failed condition on an update and a delete with the item, when asked', async () => {
    const [a, b] = [random(), random()] as const;
    await transact([put(a, { v: { S: '1' } }), put(b, { v: { S: '1' } })]);
    const condition = {
      TableName,
      ConditionExpression: 'v = :other',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const other = { ':other': { S: '9' } };
    const error = await refusal(
      transact([
        {
          Update: {
            ...condition,
            Key: key(a),
            UpdateExpression: 'REMOVE w',
            ExpressionAttributeValues: other,
          },
        },
        { Delete: { ...condition, Key: key(b), ExpressionAttributeValues: other } },
      ]),
    );
    expect(codes(error)).toEqual(['ConditionalCheckFailed', 'ConditionalCheckFailed']);
    const reasons = (error as TransactionCanceledException).CancellationReasons;
    expect(reasons?.map((reason) => reason.Item?.pk?.S)).toEqual([a, b]);
  });

  it('answers a repeated token without writing again, and refuses it for other items', async () => {
    const pk = random();
    const ClientRequestToken = random();
    const add: TransactWriteItem = {
      Update: {
        TableName,
        Key: key(pk),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    };
    await transact([add], { ClientRequestToken });
    await transact([add], { ClientRequestToken });
    expect((await get(pk))?.n).toEqual({ N: '1' });
    const error = await refusal(transact([add, put(random())], { ClientRequestToken }));
    expect(error.name).toBe('IdempotentParameterMismatchException');
    await transact([add], { ClientRequestToken: random() });
    expect((await get(pk))?.n).toEqual({ N: '2' });
  });

  it('takes 100 items and refuses 101, none, and one item twice', async () => {
    const hundred = Array.from({ length: 100 }, () => put(random()));
    await transact(hundred);
    const names = async (items: TransactWriteItem[]) => (await refusal(transact(items))).name;
    expect(await names([...hundred, put(random())])).toBe('ValidationException');
    expect(await names([])).toBe('ValidationException');
    const pk = random();
    const removal = { Delete: { TableName, Key: key(pk) } };
    expect(await names([put(pk), removal])).toBe('ValidationException');
    expect(await get(pk)).toBeUndefined();
  });

  it('refuses a wrong expression, a missing table and an entry of two kinds before anything is written', async () => {
    const fresh = random();
    const bad = { TableName, Key: key(random()), UpdateExpression: 'SET a = :missing' };
    expect((await refusal(transact([put(fresh), { Update: bad }]))).name).toBe('ValidationException');
    const elsewhere = { Put: { TableName: 'missing', Item: key(random()) } };
    expect((await refusal(transact([put(fresh), elsewhere]))).name).toBe('ResourceNotFoundException');
    const two = { ...put(random()), Delete: { TableName, Key: key(random()) } };
    expect((await refusal(transact([put(fresh), two]))).name).toBe('ValidationException');
    expect(await get(fresh)).toBeUndefined();
  });

  it('refuses what does not fit the data as it stands, and writes nothing', async () => {
    const [pk, fresh] = [random(), random()] as const;
    await transact([put(pk, { v: { S: 'text' } })]);
    const add = {
      TableName,
      Key: key(pk),
      UpdateExpression: 'ADD v :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    const misfits: TransactWriteItem[] = [
      { Update: add },
      put(random(), { ownerId: { S: '' } }),
      { Delete: { TableName, Key: { pk: { S: random() } } } },
    ];
    for (const misfit of misfits) {
      const error = await refusal(transact([put(fresh), misfit]));
      // The cloud's API reference says ValidationError among the reasons; DynamoDB Local refuses the whole.
      const reasons = error.name === 'ValidationException' ? ['None', 'ValidationError'] : codes(error);
      expect(reasons).toEqual(['None', 'ValidationError']);
    }
    expect(await get(fresh)).toBeUndefined();
  });

  it('refuses more than 4 MB', async () => {
    const large = { v: { S: 'x'.repeat(390_000) } };
    const error = await refusal(transact(Array.from({ length: 12 }, () => put(random(), large))));
    expect(['ValidationException', 'TransactionCanceledException']).toContain(error.name);
  });

  it('lets exactly one of two racing transactions win', async () => {
    for (let round = 0; round < 10; round += 1) {
      const pk = random();
      const sides = [random(), random(), random()];
      const results = await Promise.allSettled(sides.map((side) => transact([putNew(pk), put(side)])));
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      const written = await Promise.all(sides.map(get));
      expect(written.map((item) => item !== undefined)).toEqual(
        results.map((result) => result.status === 'fulfilled'),
      );
    }
  });

  it('loses no increment when single writes race', async () => {
    const pk = random();
    await engine().client.send(new PutItemCommand({ TableName, Item: { ...key(pk), n: { N: '0' } } }));
    const add = () =>
      engine().client.send(
        new UpdateItemCommand({
          TableName,
          Key: key(pk),
          UpdateExpression: 'SET n = n + :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    await Promise.all(Array.from({ length: 40 }, add));
    expect((await get(pk))?.n).toEqual({ N: '40' });
  });

  it('reads several items at one moment, in order, a missing one empty', async () => {
    const [a, b] = [random(), random()] as const;
    await transact([put(a, { v: { S: '1' } })]);
    const { Responses } = await engine().client.send(
      new TransactGetItemsCommand({
        TransactItems: [
          { Get: { TableName, Key: key(b) } },
          { Get: { TableName, Key: key(a), ProjectionExpression: 'v' } },
        ],
      }),
    );
    expect(Responses?.map((response) => response.Item)).toEqual([undefined, { v: { S: '1' } }]);
  });
}
