import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBStreamsClient,
  GetRecordsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server.ts';
import { readBody } from '../../local/request-body.ts';
import { startUnkindProxy, type UnkindOptions, type UnkindProxy } from '../../local/unkind/proxy.ts';
import type { UnkindRates } from '../../local/unkind/rates.ts';

// Two slow cores, with others at work on them.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 });

/** An engine that notes what reached it and answers as told. */
const reached: { operation: string; body: Record<string, unknown> }[] = [];
let answers: Record<string, (body: never) => unknown> = {};
let engine: LoopbackServer;
let proxy: UnkindProxy;
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

beforeEach(async () => {
  reached.length = 0;
  answers = {};
  engine = await serveOnLoopback('engine', 0, async (request, response) => {
    const text = (await readBody(request, 1e6)).toString();
    const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    const operation = target ?? new URLSearchParams(text).get('Action') ?? request.method ?? '';
    const body = target ? JSON.parse(text) : {};
    reached.push({ operation, body });
    response.setHeader('x-amz-crc32', '1').end(JSON.stringify(answers[operation]?.(body as never) ?? {}));
  });
});
afterEach(async () => {
  await proxy.stop();
  await engine.stop();
});

async function start(rates: UnkindRates, options: Partial<UnkindOptions> = {}) {
  proxy = await startUnkindProxy({ target: engine.url, seed: 1, rates, ...options });
  const config = { endpoint: proxy.url, region: 'local', credentials, maxAttempts: 1 };
  return {
    dynamodb: new DynamoDBClient(config),
    streams: new DynamoDBStreamsClient(config),
    kms: new KMSClient(config),
    ses: new SESClient(config),
  };
}
const put = (id: string) => new PutItemCommand({ TableName: 't', Item: { pk: { S: id }, more: { S: 'x' } } });
const transact = (ids: string[]) =>
  new TransactWriteItemsCommand({
    TransactItems: ids.map((id) => ({ Put: { TableName: 't', Item: { pk: { S: id } } } })),
  });

describe('an unkind proxy', () => {
  it('passes calls on and counts them, when no rate is given', async () => {
    const { dynamodb, kms } = await start({});
    answers.GetItem = () => ({ Item: { pk: { S: 'a' } } });
    const got = await dynamodb.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } }));
    expect(got.Item).toEqual({ pk: { S: 'a' } });
    await dynamodb.send(put('a'));
    await dynamodb.send(put('b'));
    await kms.send(new DecryptCommand({ CiphertextBlob: new Uint8Array([1]) }));
    expect(proxy.calls()).toEqual({ GetItem: 1, PutItem: 2, Decrypt: 1 });
    expect(proxy.injected()).toEqual({});
    expect(reached.map(({ operation }) => operation)).toEqual(['GetItem', 'PutItem', 'PutItem', 'Decrypt']);
    proxy.reset();
    expect(proxy.calls()).toEqual({});
  });

  it('cancels a transaction with as many reasons as it has items, and does none of it', async () => {
    const { dynamodb } = await start({ transactionConflict: 1 });
    const error = await dynamodb.send(transact(['a', 'b', 'c'])).catch((thrown) => thrown);
    expect(error.name).toBe('TransactionCanceledException');
    const codes = error.CancellationReasons.map(({ Code }: { Code: string }) => Code);
    expect(codes.toSorted()).toEqual(['None', 'None', 'TransactionConflict']);
    expect(error.message).toContain(`[${codes.join(', ')}]`);
    await dynamodb.send(put('a'));
    expect(reached.map(({ operation }) => operation)).toEqual(['PutItem']);
  });

  it('refuses single writes in conflict', async () => {
    const { dynamodb } = await start({ itemConflict: 1 });
    await expect(dynamodb.send(put('a'))).rejects.toMatchObject({ name: 'TransactionConflictException' });
    expect(reached).toEqual([]);
  });

  it('throttles in the words of each service', async () => {
    const { dynamodb, kms, ses } = await start({ throttle: 1 });
    const names = new Set<string>();
    for (let i = 0; i < 20; i += 1) names.add(await dynamodb.send(put('a')).catch((error) => error.name));
    expect(names).toEqual(new Set(['ProvisionedThroughputExceededException', 'ThrottlingException']));
    const decrypt = new DecryptCommand({ CiphertextBlob: new Uint8Array([1]) });
    await expect(kms.send(decrypt)).rejects.toMatchObject({ name: 'ThrottlingException' });
    const mail = new SendRawEmailCommand({ RawMessage: { Data: new Uint8Array([1]) } });
    await expect(ses.send(mail)).rejects.toMatchObject({ name: 'Throttling' });
    expect(proxy.calls()).toEqual({ PutItem: 20, Decrypt: 1, SendRawEmail: 1 });
    expect(proxy.injected()).toEqual({ throttle: 22 });
    expect(reached).toEqual([]);
  });

  it('fails with status 500 in the words of each service', async () => {
    const { dynamodb, kms, ses } = await start({ serverError: 1 });
    const mail = new SendRawEmailCommand({ RawMessage: { Data: new Uint8Array([1]) } });
    const decrypt = new DecryptCommand({ CiphertextBlob: new Uint8Array([1]) });
    for (const [call, name] of [
      [() => dynamodb.send(put('a')), 'InternalServerError'],
      [() => kms.send(decrypt), 'KMSInternalException'],
      [() => ses.send(mail), 'InternalServerError'],
    ] as const) {
      await expect(call()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 500 } });
    }
  });

  it('loses the answer of a call that took effect', async () => {
    const { dynamodb } = await start({ dropAnswer: 1 });
    await expect(dynamodb.send(put('a'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(reached.map(({ operation }) => operation)).toEqual(['PutItem']);
    expect(proxy.injected()).toEqual({ dropAnswer: 1 });
  });

  it('does the same to the same calls in the same order, whatever else is called between', async () => {
    const outcomes = async (seed: number, between: boolean) => {
      const { dynamodb } = await start(
        { throttle: 0.3, transactionConflict: 0.3, dropAnswer: 0.2 },
        { seed },
      );
      const seen: string[] = [];
      for (let i = 0; i < 30; i += 1) {
        seen.push(
          await dynamodb.send(transact(['a', 'b'])).then(
            () => 'done',
            (error) => error.code ?? error.name,
          ),
        );
        if (between) await dynamodb.send(put('x')).catch(() => undefined);
      }
      await proxy.stop();
      return seen;
    };
    const first = await outcomes(7, false);
    expect(await outcomes(7, true)).toEqual(first);
    expect(await outcomes(8, false)).not.toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(2);
  });

  it('can be made kind', async () => {
    const { dynamodb } = await start({ throttle: 1 });
    proxy.setRates({});
    await expect(dynamodb.send(put('a'))).resolves.toBeDefined();
  });

  it('leaves some keys of a batch unprocessed, and each key comes once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 12 }), async (seed, size) => {
        const { dynamodb } = await start({ unprocessedKeys: 1 }, { seed });
        answers.BatchGetItem = ({ RequestItems }: { RequestItems: Record<string, { Keys: unknown[] }> }) => ({
          Responses: Object.fromEntries(
            Object.entries(RequestItems).map(([table, { Keys }]) => [table, Keys]),
          ),
          UnprocessedKeys: {},
        });
        const keys = Array.from({ length: size }, (_, i) => ({ pk: { S: String(i) } }));
        const RequestItems = {
          one: { Keys: keys, ProjectionExpression: 'pk' },
          two: { Keys: keys.slice(0, 1), ConsistentRead: true },
        };
        const got = await dynamodb.send(new BatchGetItemCommand({ RequestItems }));
        await proxy.stop();
        const left = got.UnprocessedKeys ?? {};
        const count = (lists: (unknown[] | undefined)[]) => lists.flatMap((list) => list ?? []).length;
        expect(count([left.one?.Keys, left.two?.Keys])).toBeGreaterThan(0);
        expect(count([got.Responses?.one, got.Responses?.two])).toBeGreaterThan(0);
        for (const table of ['one', 'two'] as const) {
          const all = [...(got.Responses?.[table] ?? []), ...(left[table]?.Keys ?? [])];
          expect(all).toHaveLength(RequestItems[table].Keys.length);
          expect(new Set(all.map(({ pk }) => pk?.S))).toEqual(
            new Set(RequestItems[table].Keys.map(({ pk }) => pk.S)),
          );
        }
        if (left.one) expect(left.one.ProjectionExpression).toBe('pk');
        if (left.two) expect(left.two.ConsistentRead).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});

describe('stream records', () => {
  const record = (item: string, version: number): StreamRecord => ({
    eventID: `${item}${version}`,
    dynamodb: { Keys: { pk: { S: item } }, SequenceNumber: String(version) },
  });
  const ids = (records: StreamRecord[] | undefined) => (records ?? []).map(({ eventID }) => String(eventID));
  const read = async (streams: DynamoDBStreamsClient, ShardIterator: string) =>
    ids((await streams.send(new GetRecordsCommand({ ShardIterator }))).Records);

  it('come again and in another order, but never out of order within one item', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }), { minLength: 1, maxLength: 4 }),
        async (seed, pages) => {
          let version = 0;
          const stored = pages.map((page) => page.map((item) => record(item, ++version)));
          answers.GetRecords = ({ ShardIterator }: { ShardIterator: string }) => ({
            Records: stored[Number(ShardIterator)],
            NextShardIterator: String(Number(ShardIterator) + 1),
          });
          const { streams } = await start({ repeatRecords: 0.5, reorderRecords: 1 }, { seed });
          const seen: string[] = [];
          for (const page of stored.keys()) seen.push(...(await read(streams, String(page))));
          await proxy.stop();
          expect(new Set(seen)).toEqual(new Set(ids(stored.flat())));
          for (const item of ['a', 'b', 'c']) {
            const versions = seen.filter((id) => id.startsWith(item)).map((id) => Number(id.slice(1)));
            expect(versions).toEqual(versions.toSorted((a, b) => a - b));
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('really repeat, within one answer and across two, and really change places', async () => {
    const pages = [['a', 'b', 'c'].map((item, i) => record(item, i)), [record('d', 9)]];
    answers.GetRecords = ({ ShardIterator }: { ShardIterator: string }) => ({
      Records: pages[Number(ShardIterator)],
      NextShardIterator: String(Number(ShardIterator) + 1),
    });
    const { streams } = await start({ repeatRecords: 1 });
    expect(await read(streams, '0')).toEqual(['a0', 'a0', 'b1', 'b1', 'c2', 'c2']);
    expect(await read(streams, '1')).toEqual(['a0', 'b1', 'c2', 'd9', 'd9']);
    proxy.setRates({ reorderRecords: 1 });
    const orders = new Set<string>();
    for (let i = 0; i < 20; i += 1) orders.add((await read(streams, '0')).join());
    expect(orders.size).toBeGreaterThan(2);
  });
});

describe('index lag', () => {
  const query = (IndexName?: string) =>
    new QueryCommand({ TableName: 't', ...(IndexName && { IndexName }), KeyConditionExpression: 'x = :x' });
  const found = async (dynamodb: DynamoDBClient, index?: string) => {
    const { Items, Count } = await dynamodb.send(query(index));
    expect(Count).toBe(Items?.length);
    return Items?.map(({ pk }) => pk?.S);
  };
  beforeEach(() => {
    answers.DescribeTable = () => ({ Table: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] } });
    answers.Query = () => ({ Items: [{ pk: { S: 'a' } }, { pk: { S: 'b' } }], Count: 2, ScannedCount: 2 });
  });

  it('hides from an index, and only there, what was just written', async () => {
    const { dynamodb } = await start({ indexLagMs: 60_000 });
    expect(await found(dynamodb, 'due')).toEqual(['a', 'b']);
    await dynamodb.send(put('a'));
    expect(await found(dynamodb, 'due')).toEqual(['b']);
    await dynamodb.send(transact(['b']));
    expect(await found(dynamodb, 'due')).toEqual([]);
    expect(await found(dynamodb)).toEqual(['a', 'b']);
    expect(proxy.injected()).toEqual({ indexLag: 3 });
    expect(proxy.calls()).toEqual({ Query: 4, PutItem: 1, TransactWriteItems: 1 });
  });

  it('passes', async () => {
    const { dynamodb } = await start({ indexLagMs: 40 });
    await dynamodb.send(put('a'));
    await eventually(() => found(dynamodb, 'due')).toEqual(['a', 'b']);
  });
});
