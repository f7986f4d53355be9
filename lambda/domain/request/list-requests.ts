import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { WaitingRequests, WaitingState } from '../ports/requests.ts';
import type { Ports } from '../ports.ts';
import type { CustomerRequest, RequestKind } from './request.ts';

/** A closed filter: no free text, no personal value. */
export interface RequestFilter {
  /** OPEN when nothing is said. */
  readonly state?: WaitingState;
  readonly kind?: RequestKind;
  /** Subject of an employee; null: nobody's. */
  readonly assignee?: string | null;
  /** Only those whose answer is late; of OPEN ones alone. */
  readonly overdue?: boolean;
}

/** Looks at so many pages at most for one that is full. */
const looks = 8;

/**
 * The work list: requests that wait, those whose answer is due first, first. A filter that fits few may give a page that is not full: read
 * on from its end.
 * @throws DomainError INVALID_FORMAT at `first`, or at `state` with `overdue`; CURSOR_INVALID
 */
export async function listRequests(
  deps: Pick<Ports, 'requests' | 'now'>,
  filter: RequestFilter,
  { first, after }: { readonly first: number; readonly after: string | undefined },
): Promise<WaitingRequests> {
  requirePageSize(first);
  const { state = 'OPEN', overdue = false } = filter;
  if (overdue && state !== 'OPEN') throw new DomainError('INVALID_FORMAT', ['state']);
  const until = overdue ? deps.now() : undefined;
  const items: { readonly request: CustomerRequest; readonly cursor: string }[] = [];
  let end = after;
  for (let look = 1; ; look++) {
    const page = await deps.requests.waiting(state, first, { after: end, until });
    for (const item of page.items) {
      if (!fits(item.request, filter)) continue;
      items.push(item);
      const isLast = item === page.items.at(-1) && !page.hasNextPage;
      if (items.length === first) return { items, end: item.cursor, hasNextPage: !isLast };
    }
    end = page.end ?? end;
    if (!page.hasNextPage || look === looks) return { items, end, hasNextPage: page.hasNextPage };
  }
}

function fits(request: CustomerRequest, { kind, assignee }: RequestFilter): boolean {
  if (kind !== undefined && request.kind !== kind) return false;
  return assignee === undefined || (request.assignee ?? null) === assignee;
}

/** Whether the answer to a request is late. */
export const isOverdue = ({ state, answerDueAt }: CustomerRequest, now: Date): boolean =>
  state === 'OPEN' && answerDueAt <= now.toISOString();
