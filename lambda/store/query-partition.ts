import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod/mini';
import { fromItem, toItem } from './item.ts';

/** Every item of a partition whose sort key begins so, in its order: strongly consistent and parsed. */
export async function queryPartition<T>(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  schema: z.ZodMiniType<T>,
  pk: string,
  beginning: string,
): Promise<readonly T[]> {
  const pages = paginateQuery(
    { client: dynamo },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginning)',
      ExpressionAttributeValues: toItem({ ':pk': pk, ':beginning': beginning }),
      ConsistentRead: true,
    },
  );
  const found: T[] = [];
  for await (const { Items = [] } of pages) found.push(...Items.map((item) => fromItem(schema, item)));
  return found;
}
