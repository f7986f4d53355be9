import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTimeToLiveCommand,
  PutItemCommand,
  type StreamViewType,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetRecordsCommand, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { expect, it } from 'vitest';
import { key, names, type Running, random, refusal } from './engine-under-test.ts';
import { openStream, pkOf, readStream } from './read-stream.ts';

/** What the product relies on in a table's stream. */
export function streamsContract(engine: () => Running): void {
  const put = (TableName: string, pk: string, v: string) =>
    engine().client.send(new PutItemCommand({ TableName, Item: { ...key(pk), v: { S: v } } }));

  const withTable = async (view: StreamViewType, use: (TableName: string) => Promise<void>) => {
    const TableName = `t-${random()}`;
    await engine().client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        StreamSpecification: { StreamEnabled: true, StreamViewType: view },
      }),
    );
    const active = () =>
      put(TableName, 'probe', '')
        .then(() => true)
        .catch(() => false);
    while (!(await active())) await sleep(10);
    await use(TableName);
    await engine().client.send(new DeleteTableCommand({ TableName }));
  };

  const views = {
    KEYS_ONLY: [],
    NEW_IMAGE: ['NewImage'],
    OLD_IMAGE: ['OldImage'],
    NEW_AND_OLD_IMAGES: ['NewImage', 'OldImage'],
  } as const;
  for (const [view, images] of Object.entries(views)) {
    it(`tells INSERT, MODIFY and REMOVE with the images of ${view}`, async () => {
      await withTable(view as StreamViewType, async (TableName) => {
        const from = await openStream(engine(), TableName, 'LATEST');
        const pk = random();
        await put(TableName, pk, '1');
        await put(TableName, pk, '2');
        await engine().client.send(new DeleteItemCommand({ TableName, Key: key(pk) }));
        const records = await readStream(engine(), from, (all) => all.length >= 3, { TableName });
        expect(records.map((record) => record.eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
        for (const record of records) {
          expect(record.dynamodb?.Keys).toEqual(key(pk));
          expect(record.dynamodb?.StreamViewType).toBe(view);
          expect(record.eventSource).toBe('aws:dynamodb');
          expect(record.dynamodb?.SequenceNumber).toMatch(/^\d{21,40}$/);
        }
        const has = (image: 'NewImage' | 'OldImage') =>
          records.map((record) => record.dynamodb?.[image]?.v?.S);
        const shown = (image: 'NewImage' | 'OldImage', values: (string | undefined)[]) =>
          (images as readonly string[]).includes(image) ? values : [undefined, undefined, undefined];
        expect(has('NewImage')).toEqual(shown('NewImage', ['1', '2', undefined]));
        expect(has('OldImage')).toEqual(shown('OldImage', [undefined, '1', '2']));
      });
    });
  }

  it('tells nothing of a write that changes nothing, nor of a refused one', async () => {
    const TableName = names.records;
    const from = await openStream(engine(), TableName, 'LATEST');
    const [pk, last] = [random(), random()] as const;
    await put(TableName, pk, '1');
    await put(TableName, pk, '1');
    await engine().client.send(
      new UpdateItemCommand({
        TableName,
        Key: key(pk),
        UpdateExpression: 'SET v = :v',
        ExpressionAttributeValues: { ':v': { S: '1' } },
      }),
    );
    await engine().client.send(new DeleteItemCommand({ TableName, Key: key(random()) }));
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    await refusal(
      engine().client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            { Put: { TableName, Item: key(random()) } },
            { Put: { TableName, Item: key(pk), ...condition } },
          ],
        }),
      ),
    );
    await put(TableName, last, '1');
    const records = await readStream(engine(), from, (all) => all.some((record) => pkOf(record) === last), {
      TableName,
    });
    expect(records.map(pkOf)).toEqual([pk, last]);
  });

  it('keeps the order of each item, in transactions too, and bytes as they were', async () => {
    const TableName = names.audit;
    const from = await openStream(engine(), TableName, 'LATEST');
    const lanes = [random(), random()];
    const bytes = Uint8Array.from([0, 255, 200]);
    for (let seq = 0; seq < 10; seq += 1) {
      const TransactItems = lanes.map((lane) => ({
        Put: { TableName, Item: { lane: { S: lane }, seq: { S: String(seq) }, bytes: { B: bytes } } },
      }));
      await engine().client.send(new TransactWriteItemsCommand({ TransactItems }));
    }
    const records = await readStream(engine(), from, (all) => all.length >= 20, { TableName, Limit: 3 });
    for (const lane of lanes) {
      const seqs = records
        .filter((record) => record.dynamodb?.Keys?.lane?.S === lane)
        .map((record) => record.dynamodb?.NewImage?.seq?.S);
      expect(seqs).toEqual(Array.from({ length: 10 }, (_, seq) => String(seq)));
    }
    expect(records[0]?.dynamodb?.NewImage?.bytes?.B).toEqual(bytes);
    const numbers = records.map((record) => BigInt(record.dynamodb?.SequenceNumber ?? 0));
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(records.map((record) => record.eventID)).size).toBe(20);
  });

  it('starts at the horizon, at and after a number', async () => {
    await withTable('NEW_IMAGE', async (TableName) => {
      const pks = [random(), random(), random()];
      for (const pk of pks) await put(TableName, pk, '1');
      const all = async (iterator: string, count: number) =>
        await readStream(engine(), iterator, (records) => records.length >= count, { TableName });
      const horizon = await all(await openStream(engine(), TableName, 'TRIM_HORIZON'), 4);
      expect(horizon.map(pkOf)).toEqual(['probe', ...pks]);
      const second = horizon[2]?.dynamodb?.SequenceNumber;
      const at = await all(await openStream(engine(), TableName, 'AT_SEQUENCE_NUMBER', second), 2);
      expect(at.map(pkOf)).toEqual(pks.slice(1));
      const after = await all(await openStream(engine(), TableName, 'AFTER_SEQUENCE_NUMBER', second), 1);
      expect(after.map(pkOf)).toEqual(pks.slice(2));
    });
  });

  it('has a stream where one is declared, and expiry where one is', async () => {
    const { Streams } = await engine().streams.send(new ListStreamsCommand({}));
    const of = Streams?.map((stream) => stream.TableName);
    expect(of).toContain(names.records);
    expect(of).toContain(names.audit);
    expect(of).not.toContain(names.keys);
    const expiry = async (TableName: string) =>
      (await engine().client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
    expect(await expiry(names.records)).toMatchObject({
      AttributeName: 'expiresAt',
      TimeToLiveStatus: expect.stringMatching(/^ENABL(ED|ING)$/),
    });
    expect((await expiry(names.audit))?.TimeToLiveStatus).toBe('DISABLED');
  });

  it('refuses an iterator it never gave', async () => {
    const call = engine().streams.send(new GetRecordsCommand({ ShardIterator: random() }));
    expect((await refusal(call)).name).toMatch(/Exception$/);
  });
}
