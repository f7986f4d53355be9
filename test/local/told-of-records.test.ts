import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DynamoDb, startDynamoDb } from '../../local/dynamodb/start.ts';
import { type StreamPump, startStreamPump } from '../../local/functions/stream-pump.ts';

const TableName = 'told';
const aws = { region: 'ap-southeast-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
let engine: DynamoDb;
let dynamo: DynamoDBClient;
let streams: DynamoDBStreamsClient;
let pump: StreamPump | undefined;
beforeAll(async () => {
  engine = await startDynamoDb({ engine: 'embedded' });
  dynamo = new DynamoDBClient({ ...aws, endpoint: engine.url });
  streams = new DynamoDBStreamsClient({ ...aws, endpoint: engine.url });
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
});
afterAll(async () => {
  await pump?.stop();
  dynamo.destroy();
  streams.destroy();
  await engine.stop();
});

const put = (id: string, kind: string) =>
  dynamo.send(new PutItemCommand({ TableName, Item: { id: { S: id }, kind: { S: kind } } }));

it('a pump that the engine tells of records delivers each at once, and does not look in between', async () => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  let reads = 0;
  streams.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        if (commandName === 'GetRecordsCommand') reads += 1;
        return next(args);
      },
    { step: 'initialize' },
  );
  const seen: string[] = [];
  pump = startStreamPump({
    streamsClient: streams,
    streamArn: String(Table?.LatestStreamArn),
    batchSize: 10,
    filter: { kind: ['MAIL'] },
    retries: 0,
    // Longer than the test may take: only what is told of is read.
    pollMs: 600_000,
    onRecord: (tell) => engine.onRecord?.(TableName, tell) ?? (() => {}),
    invoke: async (event) => {
      for (const { eventID } of (event as { Records: { eventID: string }[] }).Records) seen.push(eventID);
      return { result: null };
    },
    onParked: () => {},
  });
  await expect.poll(() => reads).toBeGreaterThan(0);
  for (let n = 1; n <= 3; n++) {
    await put(`mail-${n}`, 'MAIL');
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(n);
  }
  const before = reads;
  for (let n = 0; n < 20; n++) await put(`job-${n}`, 'JOB');
  // Whatever a record set off was begun before its writer was answered.
  expect(reads).toBeLessThanOrEqual(before + 1);
  await put('mail-4', 'MAIL');
  await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(4);
});
