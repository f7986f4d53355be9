import { apiError } from './api-error.ts';
import { commit } from './commit.ts';
import { actionOf, answerOf, type Operation, operations, validated } from './dynalite.ts';
import type { Engine } from './engine.ts';
import { describeTimeToLive, updateTimeToLive } from './expiry.ts';
import { batchGet, queryOrScan } from './read.ts';
import { stageWrite } from './stage-write.ts';
import { describeStream, getRecords, getShardIterator, listStreams } from './stream-api.ts';
import { createTable, deleteTable } from './tables.ts';
import { transactGet } from './transact-get.ts';
import { transactWrite } from './transact-write.ts';

type Body = Record<string, unknown>;
type Handler = (engine: Engine, body: Body) => Promise<Body>;

/** A write of dynalite's, decided by it and made here in one batch. */
const write =
  (operation: Operation): Handler =>
  (engine, body) => {
    const onFailure = body.ReturnValuesOnConditionCheckFailure;
    const request = validated(engine.store, operation, body);
    return engine.exclusive(async () => {
      const { answer, changes } = await stageWrite(engine.store, actionOf(operation), request, onFailure);
      await commit(engine, changes);
      return answer;
    });
  };

const asDynalite =
  (operation: Operation): Handler =>
  (engine, body) => {
    const request = validated(engine.store, operation, body);
    return answerOf((done) => actionOf(operation)(engine.store, request, done));
  };

const dynamoDb: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(operations.map((operation) => [operation, asDynalite(operation)])),
  PutItem: write('PutItem'),
  UpdateItem: write('UpdateItem'),
  DeleteItem: write('DeleteItem'),
  BatchWriteItem: write('BatchWriteItem'),
  BatchGetItem: async (engine, body) => batchGet(engine, validated(engine.store, 'BatchGetItem', body)),
  Query: async (engine, body) => queryOrScan(engine, 'Query', validated(engine.store, 'Query', body)),
  Scan: async (engine, body) => queryOrScan(engine, 'Scan', validated(engine.store, 'Scan', body)),
  CreateTable: createTable,
  DeleteTable: async (engine, body) => deleteTable(engine, validated(engine.store, 'DeleteTable', body)),
  TransactWriteItems: transactWrite,
  TransactGetItems: transactGet,
  UpdateTimeToLive: updateTimeToLive,
  DescribeTimeToLive: describeTimeToLive,
};

const streams: Readonly<Record<string, Handler>> = {
  ListStreams: listStreams,
  DescribeStream: describeStream,
  GetShardIterator: getShardIterator,
  GetRecords: getRecords,
};

const apis = new Map([
  ['DynamoDB_20120810', new Map(Object.entries(dynamoDb))],
  ['DynamoDBStreams_20120810', new Map(Object.entries(streams))],
]);

/** Answers one request by its `X-Amz-Target`. Throws `ApiError`. */
export async function answer(engine: Engine, target: string, body: Body): Promise<Body> {
  const [api = '', operation = ''] = target.split('.');
  const handler = apis.get(api)?.get(operation);
  if (!handler) throw apiError('UnknownOperationException', 'This operation is not served here.');
  return handler(engine, body);
}
