import { createHash } from 'node:crypto';
import { paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { type Change, type ChangePage, type ChangeStore, changeKinds } from '../domain/ports/changes.ts';
import { after, dateAfter } from '../domain/span.ts';
import { instantOf, oldestKept, readCursor, settledAt, textOfCursor } from './changes-cursor.ts';
import { fromItem, putNew, type StoreDeps, toExpiry, toItem } from './item.ts';

const shards = Array.from({ length: limits.indexShards }, (_, n) => n);
const storedChange = z.pipe(
  z.object({
    kind: z.literal('CHANGE'),
    id: z.string(),
    customerId: z.string(),
    changeKind: z.enum(changeKinds),
    at: z.iso.datetime(),
  }),
  z.transform(({ id, customerId, changeKind, at }): Change => ({ id, customerId, kind: changeKind, at })),
);

type Deps = Pick<StoreDeps, 'dynamo' | 'table'>;

const shardOf = (customerId: string): number =>
  createHash('sha256').update(customerId).digest().readUInt8(0) % shards.length;
const partition = (shard: number, month: string): string => `CHANGES#${shard}#${month}`;
const monthOf = (at: string): string => at.slice(0, 7);
const placeOf = ({ at, id }: Change): string => `${at}#${id}`;

/**
 * Changes by shard of the customer and month: pk `CHANGES#<shard>#<YYYY-MM>`, sk `<instant>#<id>`. They expire after 90 days.
 *
 * A change has the instant of its act, and the transaction that writes it may end later than one with a later instant. So a change
 * counts as settled only when it is older than any function that writes changes may run. Younger ones are handed out at once, and
 * again until they have settled: each comes at least once, and none is passed over.
 */
export function createChangeStore(deps: Deps): ChangeStore {
  return {
    insert: (change) => {
      const { id, customerId, kind: changeKind, at } = change;
      const key = { pk: partition(shardOf(customerId), monthOf(at)), sk: placeOf(change) };
      const expiresAt = toExpiry(dateAfter(at, { days: limits.changesKeepDays }));
      const item = { ...key, kind: 'CHANGE', id, customerId, changeKind, at, expiresAt };
      return putNew(deps.table, item, 'STALE_REVISION');
    },
    page: (first, after, now) => readPage(deps, first, after, now),
  };
}

async function readPage(
  deps: Deps,
  first: number,
  after: string | undefined,
  now: Date,
): Promise<ChangePage> {
  const cursor = after === undefined ? undefined : readCursor(after, now);
  const { upTo } = cursor ?? {};
  const from = cursor?.settled ?? oldestKept(now);
  // On the way through what has not settled, the boundary stays where the way began.
  const boundary = upTo !== undefined || from > settledAt(now) ? from : settledAt(now);
  const found = await readMerged(deps, upTo ?? from, first + 1, now);
  if (upTo !== undefined && found.length === 0)
    return readPage(deps, first, textOfCursor({ settled: from, upTo: undefined }), now);
  const hasMore = found.length > first;
  const changes = found.slice(0, first).map((change) => {
    const at = placeOf(change);
    const isSettled = upTo === undefined && at <= boundary;
    const here = isSettled ? { settled: at, upTo: undefined } : { settled: boundary, upTo: at };
    return { change, cursor: textOfCursor(here) };
  });
  const last = changes.at(-1)?.cursor;
  const next = hasMore && last !== undefined ? last : textOfCursor({ settled: boundary, upTo: undefined });
  return { changes, next, hasMore };
}

/** The first changes behind a place, all shards merged by time. */
async function readMerged(deps: Deps, behind: string, wanted: number, now: Date): Promise<readonly Change[]> {
  const found: Change[] = [];
  for (const month of monthsBetween(instantOf(behind), now)) {
    const parts = await Promise.all(
      shards.map((shard) => readShard(deps, partition(shard, month), behind, wanted - found.length)),
    );
    found.push(...parts.flat().sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)));
    if (found.length >= wanted) break;
  }
  return found.slice(0, wanted);
}

async function readShard(
  { dynamo, table }: Deps,
  pk: string,
  behind: string,
  wanted: number,
): Promise<readonly Change[]> {
  const pages = paginateQuery(
    { client: dynamo },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk > :behind',
      ExpressionAttributeValues: toItem({ ':pk': pk, ':behind': behind }),
      ConsistentRead: true,
      Limit: wanted,
    },
  );
  const found: Change[] = [];
  for await (const { Items = [] } of pages) {
    found.push(...Items.map((item) => fromItem(storedChange, item)));
    if (found.length >= wanted) break;
  }
  return found;
}

/** Months from that of an instant to that of now; a minute more, for a writer's clock that is ahead. */
function monthsBetween(from: string, now: Date): readonly string[] {
  const last = monthOf(after(now, { minutes: 1 }));
  const months = [monthOf(from)];
  for (let month = months[0] ?? last; month < last; ) {
    const next = new Date(`${month}-15T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    month = monthOf(next.toISOString());
    months.push(month);
  }
  return months;
}
