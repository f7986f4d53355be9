import { randomUUID } from 'node:crypto';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Write } from '../../lambda/domain/ports.ts';
import { createCommit } from '../../lambda/store/transact.ts';
import { type Item, toItem } from '../../lambda/store/item.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb/start.ts';

/** Fresh tables of their own on a local engine (`DYNAMODB_ENGINE=aws` for the other), and what a store test does with them. */
export interface Tables {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly keysTable: string;
  /** Commands sent so far, by name. */
  readonly sent: string[];
  commit(...writes: readonly Write[]): Promise<void>;
  /** Puts a raw item, past every store. */
  put(item: object, table?: string): Promise<void>;
  items(): Promise<readonly Item[]>;
  stop(): Promise<void>;
}

export async function startTables(): Promise<Tables> {
  const engine = process.env['DYNAMODB_ENGINE'] === 'aws' ? 'aws' : 'embedded';
  const local = await startDynamoDb({ engine });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const dynamo = new DynamoDBClient({ endpoint: local.url, region: 'ap-southeast-1', credentials });
  const sent: string[] = [];
  dynamo.middlewareStack.add(
    (next, context) => (args) => {
      sent.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize' },
  );
  const names = { records: 'records', keys: 'keys', audit: 'audit' };
  await createTables(dynamo, names);
  const commit = createCommit({
    dynamo,
    random: { id: randomUUID, bytes: (length) => new Uint8Array(length) },
    log: { info() {}, warn() {}, error() {} },
    auditChain: {
      tableName: names.audit,
      take: () => Promise.reject(new Error('these tests write no audit rows')),
    },
  });
  return {
    dynamo,
    table: names.records,
    keysTable: names.keys,
    sent,
    commit: (...writes) => commit(writes, []),
    async put(item, table = names.records) {
      await dynamo.send(new PutItemCommand({ TableName: table, Item: toItem(item) }));
    },
    items: async () => (await dynamo.send(new ScanCommand({ TableName: names.records }))).Items ?? [],
    async stop() {
      dynamo.destroy();
      await local.stop();
    },
  };
}
