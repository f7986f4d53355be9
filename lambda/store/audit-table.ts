import {
  type DynamoDBClient,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { AuditTableSource } from '../domain/audit/audit-sources.ts';
import { dayShardOf, registerOf, seqText, shards } from '../domain/audit/lane-place.ts';
import type { StoredRow } from '../domain/audit/stored-row.ts';
import { rowOfItem } from './audit-item.ts';

export interface AuditTableDeps {
  readonly dynamo: DynamoDBClient;
  /** Name of the audit table. */
  readonly table: string;
}

/** The audit table as verification reads it: by queries, page by page, strongly consistent. */
export function createAuditTable(deps: AuditTableDeps): AuditTableSource {
  return {
    register: (day) => inShards((shard) => pages(deps, partition(registerOf(day, shard)))),
    lanesSeen: (day) => lanesOfDay(deps, day),
    rows: (lane) => pages(deps, partition(lane)),
    rowsFrom: (lane, seq, most) => page(deps, { ...placesFrom(lane, seq), Limit: most }),
    head: async (lane) => {
      const [row] = await page(deps, { ...partition(lane), ScanIndexForward: false, Limit: 1 });
      return row;
    },
  };
}

type Query = Omit<QueryCommandInput, 'TableName'>;

function partition(lane: string): Query {
  return {
    KeyConditionExpression: '#lane = :lane',
    ExpressionAttributeNames: { '#lane': 'lane' },
    ExpressionAttributeValues: { ':lane': { S: lane } },
    ConsistentRead: true,
  };
}

function placesFrom(lane: string, seq: number): Query {
  return {
    KeyConditionExpression: '#lane = :lane AND seq >= :seq',
    ExpressionAttributeNames: { '#lane': 'lane' },
    ExpressionAttributeValues: { ':lane': { S: lane }, ':seq': { S: seqText(seq) } },
    ConsistentRead: true,
  };
}

async function page({ dynamo, table }: AuditTableDeps, query: Query): Promise<readonly StoredRow[]> {
  const { Items = [] } = await dynamo.send(new QueryCommand({ TableName: table, ...query }));
  return Items.map(rowOfItem);
}

async function* pages({ dynamo, table }: AuditTableDeps, query: Query): AsyncGenerator<StoredRow> {
  for await (const { Items = [] } of paginateQuery({ client: dynamo }, { TableName: table, ...query }))
    for (const item of Items) yield rowOfItem(item);
}

async function* inShards(of: (shard: string) => AsyncIterable<StoredRow>): AsyncGenerator<StoredRow> {
  for (const shard of shards) yield* of(shard);
}

/** By the day index, which every row of an act is in, whatever the register says. */
async function* lanesOfDay(deps: AuditTableDeps, day: string): AsyncGenerator<string> {
  const known = new Set<string>();
  for (const shard of shards) {
    const rows = pages(deps, {
      IndexName: 'day',
      KeyConditionExpression: 'dayShard = :dayShard',
      ProjectionExpression: '#lane',
      ExpressionAttributeNames: { '#lane': 'lane' },
      ExpressionAttributeValues: { ':dayShard': { S: dayShardOf(day, shard) } },
    });
    for await (const { lane } of rows) {
      if (typeof lane !== 'string' || known.has(lane)) continue;
      known.add(lane);
      yield lane;
    }
  }
}
