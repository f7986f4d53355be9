import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type TableDeclaration, type TableId, tables } from '../../lambda/declared/tables.ts';

/** Creates the declared tables under the given names and waits until they answer. Tables that exist are kept. */
export async function createTables(
  client: DynamoDBClient,
  tableNames: Readonly<Record<TableId, string>>,
): Promise<void> {
  const ids = Object.keys(tables) as TableId[];
  await Promise.all(ids.map((id) => createTable(client, tableNames[id], tables[id])));
}

async function createTable(client: DynamoDBClient, name: string, declared: TableDeclaration): Promise<void> {
  try {
    await client.send(new CreateTableCommand(inputOf(name, declared)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  const active = async (): Promise<boolean> =>
    (await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus === 'ACTIVE';
  while (!(await active())) await sleep(20);
  if (declared.expiryAttribute) await enableExpiry(client, name, declared.expiryAttribute);
}

async function enableExpiry(client: DynamoDBClient, name: string, attribute: string): Promise<void> {
  const { TimeToLiveDescription: now } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: name }),
  );
  if (now?.TimeToLiveStatus === 'ENABLED' || now?.TimeToLiveStatus === 'ENABLING') return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: attribute },
    }),
  );
}

type KeySchema = NonNullable<CreateTableCommandInput['KeySchema']>;

const keySchema = (partitionKey: string, sortKey: string | undefined): KeySchema => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  ...(sortKey ? [{ AttributeName: sortKey, KeyType: 'RANGE' as const }] : []),
];

function inputOf(name: string, declared: TableDeclaration): CreateTableCommandInput {
  const schema = keySchema(declared.partitionKey, declared.sortKey);
  const indexes = Object.entries(declared.indexes).map(([indexName, index]) => ({
    IndexName: indexName,
    KeySchema: keySchema(index.partitionKey, index.sortKey),
    Projection:
      index.includes.length > 0
        ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.includes] }
        : { ProjectionType: 'KEYS_ONLY' as const },
  }));
  const keys = [schema, ...indexes.map((index) => index.KeySchema)].flat().map((key) => key.AttributeName);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: schema,
    AttributeDefinitions: [...new Set(keys)].map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(declared.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: declared.stream },
    }),
  };
}
