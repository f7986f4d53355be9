import { randomUUID } from 'node:crypto';
import { DynamoDBClient, type TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createTables } from '../../../../local/dynamodb/create-tables.ts';

export type StartEngine = (directory: string) => Promise<{ url: string; stop(): Promise<void> }>;

export const names = { records: 'records', keys: 'keys', audit: 'audit' } as const;

export interface Running {
  readonly url: string;
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  stop(): Promise<void>;
}

/** An engine with the product's tables and clients that do not retry, so that an error is seen as it came. */
export async function run(start: StartEngine, directory: string): Promise<Running> {
  const { url, stop } = await start(directory);
  const settings = {
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const client = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  await createTables(client, names);
  return {
    url,
    client,
    streams,
    stop: async () => {
      client.destroy();
      streams.destroy();
      await stop();
    },
  };
}

export const random = (): string => randomUUID();

export const key = (pk: string, sk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });

/** Codes of a cancelled transaction, in order. */
export const codes = (error: unknown): (string | undefined)[] =>
  ((error as TransactionCanceledException).CancellationReasons ?? []).map((reason) => reason.Code);

/** The error a call ends with; a call that succeeds is a failure. */
export async function refusal(call: Promise<unknown>): Promise<Error> {
  const answer = await call.then(
    () => undefined,
    (error: Error) => error,
  );
  if (!answer) throw new Error('The call succeeded.');
  return answer;
}
