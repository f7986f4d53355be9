import { DomainError } from '../domain/errors.ts';
import type { DuePage } from '../domain/ports/jobs.ts';
import { dueShards, readPlaces } from './due-index.ts';
import { getEach } from './get-each.ts';
import type { Item, StoreDeps } from './item.ts';

/** An instant, then a name. */
const placeForm = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z#[0-9A-Za-z#:.-]{1,80}$/;
/** Before and behind every place. */
const [least, most] = ['0', '~'];

/**
 * A page of a work list, oldest first, merged from all shards of its kind; the rows themselves are read again.
 * @param asked.until only what is due before
 * @param read what a row is; undefined when it waits no more, for the index may lag
 * @throws DomainError CURSOR_INVALID at `after`
 */
export async function readDuePage<T>(
  deps: Pick<StoreDeps, 'dynamo' | 'table'>,
  kind: string,
  asked: {
    readonly first: number;
    readonly after?: string | undefined;
    readonly until?: Date | undefined;
  },
  read: (row: Item) => T | undefined,
): Promise<DuePage<T>> {
  const { first, after, until } = asked;
  // No name goes on with `!`, which sorts before all that one may go on with.
  const from = after === undefined ? least : `${placeOf(after)}!`;
  const to = until?.toISOString() ?? most;
  if (from > to) return { items: [], end: undefined, hasNextPage: false };
  const found = await Promise.all(
    dueShards(kind).map((shard) => readPlaces(deps, shard, { from, to, most: first + 1 })),
  );
  const places = found.flat().sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  const page = places.slice(0, first);
  const rows = await getEach(deps, page);
  const last = page.at(-1);
  return {
    items: page.flatMap(({ dueAt }, n) => {
      const row = rows[n];
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
