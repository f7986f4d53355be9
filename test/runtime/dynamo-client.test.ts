import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Log } from '../../lambda/domain/ports/log.ts';
import { createDynamoClient } from '../../lambda/runtime/dynamo-client.ts';

const log: Log = { info() {}, warn() {}, error() {} };
const table = { TableName: 'records' };
const item = { pk: { S: 'a' } };

beforeEach(() => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'test');
  vi.stubEnv('AWS_REGION', 'ap-southeast-1');
});
afterEach(() => vi.unstubAllEnvs());

/** A client whose calls all fail as named, before anything is sent. */
function failing(name: string) {
  const client = createDynamoClient(log);
  const fail = () => async () => {
    throw Object.assign(new Error('refused'), { name, $metadata: { httpStatusCode: 400 } });
  };
  client.middlewareStack.add(fail, { step: 'build', name: 'failing', priority: 'low' });
  return client;
}

it.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'TransactionConflictException'])(
  'tells of %s as of something that passes',
  async (name) => {
    const client = failing(name);
    await expect(client.send(new PutItemCommand({ ...table, Item: item }))).rejects.toMatchObject({
      code: 'TEMPORARILY_UNAVAILABLE',
    });
    await expect(client.send(new GetItemCommand({ ...table, Key: item }))).rejects.toMatchObject({
      code: 'TEMPORARILY_UNAVAILABLE',
    });
  },
);

it('leaves what does not pass as it is', async () => {
  await expect(
    failing('ConditionalCheckFailedException').send(new PutItemCommand({ ...table, Item: item })),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});
