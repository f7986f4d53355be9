import { createHash } from 'node:crypto';
import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import type { DuePage } from '../domain/ports/jobs.ts';
import { batchGet } from './batch-get.ts';
import { type Item, toItem } from './item.ts';

const place = z.object({ pk: z.string(), sk: z.string(), dueAt: z.string() });
const placeForm = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z#[0-9A-Za-z#-]{1,80}$/;

/** The place of a row in a work list of the due index: of a kind, from an instant on, told from all others by its name. */
export function duePlace(kind: string, instant: string, name: string) {
  const shard = createHash('sha256').update(name).digest().readUInt16BE() % limits.indexShards;
  return { dueShard: shardOf(kind, shard), dueAt: `${instant}#${name}` };
}

const shardOf = (kind: string, shard: number): string => `${kind}#${String(shard).padStart(2, '0')}`;

/**
 * A page of a work list, oldest first, merged from all shards of its kind; the rows themselves are read again.
 * @param read what a row is; undefined when it waits no more, for the index may lag
 * @throws DomainError CURSOR_INVALID at `after`
 */
export async function readDuePage<T>(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  kind: string,
  { first, after }: { readonly first: number; readonly after: string | undefined },
  read: (row: Item) => T | undefined,
): Promise<DuePage<T>> {
  const from = after === undefined ? '0' : placeOf(after);
  const shards = Array.from({ length: limits.indexShards }, (_, shard) => shardOf(kind, shard));
  const found = await Promise.all(
    shards.map(async (shard) => {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard AND dueAt > :from',
          ExpressionAttributeValues: toItem({ ':shard': shard, ':from': from }),
          Limit: first + 1,
        }),
      );
      return Items.flatMap((item) => {
        const parsed = z.safeParse(place, unmarshall(item));
        return parsed.success ? [parsed.data] : [];
      });
    }),
  );
  const places = found.flat().sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  const page = places.slice(0, first);
  const keys = page.map(({ pk, sk }) => toItem({ pk, sk }));
  const rows = keys.length === 0 ? [] : ((await batchGet(dynamo, { [table]: keys }))[table] ?? []);
  const byKey = new Map(rows.map((row) => [`${row.pk?.S} ${row.sk?.S}`, row]));
  const last = page.at(-1);
  return {
    items: page.flatMap(({ pk, sk, dueAt }) => {
      const row = byKey.get(`${pk} ${sk}`);
      const node = row && read(row);
      return node === undefined ? [] : [{ node, cursor: cursorOf(dueAt) }];
    }),
    end: last && cursorOf(last.dueAt),
    hasNextPage: places.length > first,
  };
}

const cursorOf = (dueAt: string): string => Buffer.from(dueAt).toString('base64url');

function placeOf(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!placeForm.test(text)) throw new DomainError('CURSOR_INVALID', ['after']);
  return text;
}
