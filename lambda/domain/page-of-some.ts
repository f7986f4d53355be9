import { limits } from '../declared/limits.ts';
import { requirePageSize } from './input/page-size.ts';
import type { DuePage } from './ports/jobs.ts';

/** Rows that are read at once behind the first page: what is left out is rarely much, and a query of so many is far below its 1 MB. */
const laterPage = 500;

export interface AskedPage {
  readonly first: number;
  readonly after: string | undefined;
}

/**
 * A page of a list of which some is left out, as if the list were without it: it is full while there is more that is shown, and no place but those
 * of what is shown is handed out. A place behind something that is left out would tell where that is, and a page that is cut short how much. All that
 * is left out between two that are shown is read through, however much it is.
 * @param read what is shown of at most so many of the whole, and where the next begins
 * @throws DomainError INVALID_FORMAT at `first`
 */
export async function pageOfSome<T>(
  { first, after }: AskedPage,
  read: (
    after: string | undefined,
    most: number,
  ) => Promise<{
    readonly shown: readonly { readonly node: T; readonly cursor: string }[];
    readonly next: string | undefined;
  }>,
): Promise<DuePage<T>> {
  requirePageSize(first);
  // A whole page whatever was asked for: what is asked for is no more than that.
  const { shown, next } = await read(after, limits.pageSize);
  const found = [...shown];
  for (let place = next; place !== undefined && found.length <= first; ) {
    const more = await read(place, laterPage);
    found.push(...more.shown);
    place = more.next;
  }
  const items = found.slice(0, first);
  return { items, end: items.at(-1)?.cursor, hasNextPage: found.length > first };
}
