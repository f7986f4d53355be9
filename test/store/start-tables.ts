import { randomUUID } from 'node:crypto';
import {
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { Write } from '../../lambda/domain/ports/commit.ts';
import { type Item, type Key, toItem } from '../../lambda/store/item.ts';
import { createCommit } from '../../lambda/store/transact.ts';
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
  /** Puts attributes over those of a row, past every store. */
  putOver(key: Key, attributes: object): Promise<void>;
  remove(key: Key): Promise<void>;
  items(): Promise<readonly Item[]>;
  /** Rows that name an owner, by the index. */
  ownedBy(ownerId: string): Promise<readonly Item[]>;
  /** Lets the table answer only the first half of each batch, so many times; undone by what it returns. */
  putOffKeys(given: { times: number }): () => void;
  /** From now on, counts how often a command was sent while none of its name was under way. */
  countRounds(command: string): () => number;
  stop(): Promise<void>;
}

export async function startTables(): Promise<Tables> {
  const engine = process.env.DYNAMODB_ENGINE === 'aws' ? 'aws' : 'embedded';
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
    async putOver(key, attributes) {
      const { Item } = await dynamo.send(new GetItemCommand({ TableName: names.records, Key: toItem(key) }));
      const changed = { ...Item, ...toItem(attributes) };
      await dynamo.send(new PutItemCommand({ TableName: names.records, Item: changed }));
    },
    async remove(key) {
      await dynamo.send(new DeleteItemCommand({ TableName: names.records, Key: toItem(key) }));
    },
    async ownedBy(ownerId) {
      const query = {
        TableName: names.records,
        IndexName: 'owner',
        KeyConditionExpression: 'ownerId = :owner',
        ExpressionAttributeValues: toItem({ ':owner': ownerId }),
      };
      return (await dynamo.send(new QueryCommand(query))).Items ?? [];
    },
    putOffKeys: ({ times }) => putOffKeys(dynamo, times),
    countRounds: (command) => countRounds(dynamo, command),
    items: async () => (await dynamo.send(new ScanCommand({ TableName: names.records }))).Items ?? [],
    async stop() {
      dynamo.destroy();
      await local.stop();
    },
  };
}

function putOffKeys(dynamo: DynamoDBClient, times: number): () => void {
  let left = times;
  const name = 'putOffKeys';
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'BatchGetItemCommand' || left-- <= 0) return next(args);
      const asked = Object.entries((args.input as BatchGetItemCommandInput).RequestItems ?? {});
      const half = (from: 'first' | 'second') =>
        Object.fromEntries(
          asked
            .map(([table, { Keys = [], ...rest }]) => {
              const middle = Math.floor(Keys.length / 2);
              const keys = from === 'first' ? Keys.slice(0, middle) : Keys.slice(middle);
              return [table, { ...rest, Keys: keys }] as const;
            })
            .filter(([, { Keys }]) => Keys.length > 0),
        );
      const now = half('first');
      const { response, output } =
        Object.keys(now).length > 0
          ? await next({ ...args, input: { RequestItems: now } as typeof args.input })
          : { response: {}, output: { $metadata: {} } };
      const answer = { ...output, UnprocessedKeys: half('second') } as BatchGetItemCommandOutput;
      return { response, output: answer };
    },
    { step: 'initialize', name },
  );
  return () => dynamo.middlewareStack.remove(name);
}

function countRounds(dynamo: DynamoDBClient, command: string): () => number {
  let rounds = 0;
  let underWay = 0;
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== command) return next(args);
      if (underWay++ === 0) rounds++;
      try {
        return await next(args);
      } finally {
        underWay--;
      }
    },
    { step: 'initialize' },
  );
  return () => rounds;
}
