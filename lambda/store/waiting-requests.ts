import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import type { WaitingRequests, WaitingState } from '../domain/ports/requests.ts';
import { batchGet } from './batch-get.ts';
import { fromItem, toItem } from './item.ts';
import { requestRow, storedRequest, waitingShard } from './request-item.ts';

interface Deps {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
}

const place = z.object({ pk: z.string(), sk: z.string(), dueAt: z.string() });
const instant = '\\d{4}-\\d{2}-\\d{2}T[\\d:.]{8,12}Z';
const placeForm = new RegExp(`^${instant}#${instant}#REQ-[0-9A-Z]{10}$`);
/** Before and behind every place. */
const [least, most] = ['0', '~'];

/**
 * A page of requests that wait, merged from all shards of their state. The index may lag: a row that is no longer of the state is left out.
 * @throws DomainError CURSOR_INVALID at `after`
 */
export async function readWaiting(
  deps: Deps,
  state: WaitingState,
  first: number,
  { after, until }: { readonly after?: string | undefined; readonly until?: Date | undefined },
): Promise<WaitingRequests> {
  const from = after === undefined ? least : placeOf(after);
  const to = until?.toISOString() ?? most;
  if (from > to) return { items: [], end: undefined, hasNextPage: false };
  const shards = Array.from({ length: limits.indexShards }, (_, shard) => waitingShard(state, shard));
  const found = await Promise.all(
    shards.map((shard) => placesIn(deps, shard, { from, to, most: first + 1 })),
  );
  const places = found.flat().sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  const page = places.slice(0, first);
  const keys = page.map(({ pk, sk }) => toItem({ pk, sk }));
  const rows =
    keys.length === 0 ? [] : ((await batchGet(deps.dynamo, { [deps.table]: keys }))[deps.table] ?? []);
  const requests = new Map(
    rows.map((row) => {
      const request = fromItem(storedRequest, row);
      return [requestRow(request).sk + requestRow(request).pk, request] as const;
    }),
  );
  return {
    items: page.flatMap(({ pk, sk, dueAt }) => {
      const request = requests.get(sk + pk);
      return request?.state === state ? [{ request, cursor: cursorOf(dueAt) }] : [];
    }),
    end: page.at(-1) && cursorOf(page.at(-1)?.dueAt ?? ''),
    hasNextPage: places.length > first,
  };
}

async function placesIn(
  { dynamo, table }: Deps,
  shard: string,
  { from, to, most: Limit }: { readonly from: string; readonly to: string; readonly most: number },
): Promise<readonly z.infer<typeof place>[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :shard AND dueAt BETWEEN :from AND :to',
      ExpressionAttributeValues: toItem({ ':shard': shard, ':from': from, ':to': to }),
      // One more: the bound itself is the last item of the page before.
      Limit: Limit + 1,
    }),
  );
  return Items.flatMap((item) => {
    const parsed = z.safeParse(place, unmarshall(item));
    return parsed.success && parsed.data.dueAt > from ? [parsed.data] : [];
  });
}

const cursorOf = (dueAt: string): string => Buffer.from(dueAt).toString('base64url');

function placeOf(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!placeForm.test(text)) throw new DomainError('CURSOR_INVALID', ['after']);
  return text;
}
