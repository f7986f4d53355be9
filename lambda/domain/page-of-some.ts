import { requirePageSize } from './input/page-size.ts';
import type { DuePage } from './ports/jobs.ts';

/** Pages of the whole that are gone through for one of what is shown of it. */
const mostPages = 10;

export interface AskedPage {
  readonly first: number;
  readonly after: string | undefined;
}

/**
 * A page of a list of which some is left out. It may hold less than asked for where much is: its end is behind all that was looked at.
 * @param read what is shown of one page of the whole, and where the next begins
 * @throws DomainError INVALID_FORMAT at `first`
 */
export async function pageOfSome<T>(
  { first, after }: AskedPage,
  read: (after: string | undefined) => Promise<{
    readonly shown: readonly { readonly node: T; readonly cursor: string }[];
    readonly next: string | undefined;
  }>,
): Promise<DuePage<T>> {
  requirePageSize(first);
  const found: { readonly node: T; readonly cursor: string }[] = [];
  let place = after;
  for (let page = 0; page < mostPages; page++) {
    const { shown, next } = await read(place);
    found.push(...shown);
    place = next;
    if (found.length > first || next === undefined) break;
  }
  const items = found.slice(0, first);
  const isMore = found.length > first;
  return {
    items,
    // Behind everything that was looked at, where nothing of it is left over.
    end: isMore || place === undefined ? items.at(-1)?.cursor : place,
    hasNextPage: isMore || place !== undefined,
  };
}
