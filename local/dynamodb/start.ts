import { join } from 'node:path';
import { findDynamoDbLocal } from './aws/find-dynamodb-local.ts';
import { startDynamoDbLocal } from './aws/start-dynamodb-local.ts';
import { type Embedded, startEmbedded } from './embedded/start-embedded.ts';

export interface DynamoDbOptions {
  /** Where data live, so that they survive a restart; each engine keeps its own. Without it: in memory. */
  readonly directory?: string;
  /** 0 or none: a free one. */
  readonly port?: number;
  /** `auto` (the default): AWS's DynamoDB Local where it can run, otherwise the embedded engine. */
  readonly engine?: 'auto' | 'aws' | 'embedded';
}

export interface DynamoDb {
  /** On 127.0.0.1: for `AWS_ENDPOINT_URL_DYNAMODB` and `AWS_ENDPOINT_URL_DYNAMODB_STREAMS`. */
  readonly url: string;
  readonly engine: 'aws' | 'embedded';
  /** One sentence for the user: which engine runs, and why. */
  readonly note: string;
  /** Tells at once of each new record in the stream of a table, where the engine can. */
  readonly onRecord?: Embedded['onRecord'];
  stop(): Promise<void>;
}

/** Starts a DynamoDB with streams. Throws one sentence when the port is taken, or the engine asked for cannot run. */
export async function startDynamoDb(options: DynamoDbOptions = {}): Promise<DynamoDb> {
  const { directory, port = 0, engine = 'auto' } = options;
  const within = (name: string) => (directory ? { directory: join(directory, name) } : {});
  const found = engine === 'embedded' ? 'it was asked for' : await findDynamoDbLocal();
  if (typeof found !== 'string') {
    const running = await startDynamoDbLocal(found, { ...within('aws'), port });
    return { ...running, engine: 'aws', note: "DynamoDB is AWS's own DynamoDB Local, run by Java." };
  }
  if (engine === 'aws') throw new Error(`DynamoDB Local cannot run here: ${found}.`);
  const { url, onRecord, stop } = await startEmbedded({ ...within('embedded'), port });
  const note =
    engine === 'embedded'
      ? 'DynamoDB is the embedded engine, as asked.'
      : `DynamoDB is the embedded engine, because ${found}.`;
  return { url, engine: 'embedded', note, onRecord, stop };
}
