import { createHash } from 'node:crypto';
import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { limits } from '../declared/limits.ts';
import { toItem } from './item.ts';

/** A shard of something that is due of customers, one row each, in the due index. */
export const dueShardOf = (kind: string, customerId: string): string =>
  shardName(kind, createHash('sha256').update(customerId).digest().readUInt16BE() % limits.indexShards);

const shardName = (kind: string, shard: number): string => `${kind}#${String(shard).padStart(2, '0')}`;

/** Customers whose row of a kind is due at or before an instant, oldest first. */
export async function dueCustomers(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  kind: string,
  shard: number,
  until: Date,
  first: number,
): Promise<readonly string[]> {
  const pages = paginateQuery(
    { client: dynamo, pageSize: first },
    {
      TableName: table,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
      ExpressionAttributeValues: toItem({ ':shard': shardName(kind, shard), ':until': until.toISOString() }),
    },
  );
  const found: string[] = [];
  for await (const { Items = [] } of pages) {
    for (const { pk } of Items) if (pk?.S?.startsWith('CUS#')) found.push(pk.S.slice('CUS#'.length));
    if (found.length >= first) break;
  }
  return found.slice(0, first);
}
