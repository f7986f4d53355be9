import { createHash } from 'node:crypto';
import { paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb';
import { limits } from '../declared/limits.ts';
import { customerKey, type Item, type StoreDeps, toItem } from './item.ts';

/** Where a row stands in the due index. */
export interface DuePlace {
  readonly pk: string;
  readonly sk: string;
  readonly dueAt: string;
}

type Deps = Pick<StoreDeps, 'dynamo' | 'table'>;

/** One of `limits.indexShards`, by a name: the same one always. */
export const shardOf = (name: string): number =>
  createHash('sha256').update(name).digest().readUInt16BE() % limits.indexShards;

/** A shard of a kind of rows in the due index. */
export const shardName = (kind: string, shard: number): string => `${kind}#${String(shard).padStart(2, '0')}`;

/** The shard of its kind that the row of this name is in. */
export const dueShardOf = (kind: string, name: string): string => shardName(kind, shardOf(name));

/** All shards of a kind. */
export const dueShards = (kind: string): readonly string[] =>
  Array.from({ length: limits.indexShards }, (_, shard) => shardName(kind, shard));

/** The place of a row in a work list: of a kind, from an instant on, told from all others by its name. */
export const duePlace = (kind: string, instant: string, name: string) => ({
  dueShard: dueShardOf(kind, name),
  dueAt: `${instant}#${name}`,
});

/** What is asked of one shard: what is due at or before an instant, so much at most. */
interface DueIn {
  readonly shard: number;
  readonly until: Date;
  readonly first: number;
}

/** Customers whose row of a kind, one each, is due; the oldest first. */
export const dueCustomers = (deps: Deps, kind: string, asked: DueIn): Promise<readonly string[]> =>
  readDue(deps, kind, asked, ({ pk }) => keyAfter(customerKey(''), pk));

/**
 * What of a kind is due in one shard, oldest first.
 * @param nameOf what a row is; undefined for one that is none of these, which takes no room
 */
export async function readDue<T>(
  { dynamo, table }: Deps,
  kind: string,
  { shard, until, first }: DueIn,
  nameOf: (found: DuePlace) => T | undefined,
): Promise<readonly T[]> {
  // A place may go on with `#` and a name behind its instant.
  const bounds = { ':shard': shardName(kind, shard), ':until': `${until.toISOString()}#~` };
  const pages = paginateQuery(
    { client: dynamo, pageSize: first },
    {
      TableName: table,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
      ExpressionAttributeValues: toItem(bounds),
    },
  );
  const named: T[] = [];
  for await (const { Items = [] } of pages) {
    named.push(...placesOf(Items).flatMap((found) => nameOf(found) ?? []));
    if (named.length >= first) break;
  }
  return named.slice(0, first);
}

/**
 * Places of one shard in their order, `most` at most.
 * @param asked.from with it; a place, or its beginning
 * @param asked.to with it
 */
export async function readPlaces(
  { dynamo, table }: Deps,
  shard: string,
  { from, to, most }: { readonly from: string; readonly to: string; readonly most: number },
): Promise<readonly DuePlace[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :shard AND dueAt BETWEEN :from AND :to',
      ExpressionAttributeValues: toItem({ ':shard': shard, ':from': from, ':to': to }),
      Limit: most,
    }),
  );
  return placesOf(Items);
}

const placesOf = (items: readonly Item[]): readonly DuePlace[] =>
  items.map(({ pk, sk, dueAt }) => ({ pk: pk?.S ?? '', sk: sk?.S ?? '', dueAt: dueAt?.S ?? '' }));

/** What stands behind a beginning of a key; undefined where it begins otherwise, or nothing does. */
export const keyAfter = (beginning: string, key: string): string | undefined =>
  key.startsWith(beginning) && key.length > beginning.length ? key.slice(beginning.length) : undefined;
