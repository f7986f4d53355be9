import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { DuePage } from '../domain/ports/jobs.ts';
import { fromItem, type StoreDeps, toItem } from './item.ts';

const placeForm = /^[0-9A-Za-z-]{1,80}$/;

/**
 * A page of the rows of a partition whose sort key begins so, the last first: strongly consistent and parsed.
 * @throws DomainError CURSOR_INVALID at `after` for a cursor that is none
 */
export async function readPartitionPage<T>(
  { dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>,
  schema: z.ZodMiniType<T>,
  { pk, beginning }: { readonly pk: string; readonly beginning: string },
  { first, after }: { readonly first: number; readonly after: string | undefined },
): Promise<DuePage<T>> {
  const from = after === undefined ? undefined : Buffer.from(after, 'base64url').toString();
  if (from !== undefined && !placeForm.test(from)) throw new DomainError('CURSOR_INVALID', ['after']);
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginning)',
      ExpressionAttributeValues: toItem({ ':pk': pk, ':beginning': beginning }),
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: first + 1,
      ...(from !== undefined && { ExclusiveStartKey: toItem({ pk, sk: `${beginning}${from}` }) }),
    }),
  );
  const items = Items.slice(0, first).map((item) => ({
    node: fromItem(schema, item),
    cursor: Buffer.from((item.sk?.S ?? '').slice(beginning.length)).toString('base64url'),
  }));
  return { items, end: items.at(-1)?.cursor, hasNextPage: Items.length > first };
}
