import type { WaitingRequests, WaitingState } from '../domain/ports/requests.ts';
import { readDuePage } from './due-page.ts';
import { fromItem, type StoreDeps } from './item.ts';
import { storedRequest, waitingKind } from './request-item.ts';

/**
 * A page of requests that wait, first due first. The index may lag: a row that is no longer of the state is left out.
 * @param page.until only those due before
 * @throws DomainError CURSOR_INVALID at `after`
 */
export async function readWaiting(
  deps: Pick<StoreDeps, 'dynamo' | 'table'>,
  state: WaitingState,
  first: number,
  page: { readonly after?: string | undefined; readonly until?: Date | undefined },
): Promise<WaitingRequests> {
  const { items, ...rest } = await readDuePage(deps, waitingKind(state), { first, ...page }, (row) => {
    const request = fromItem(storedRequest, row);
    return request.state === state ? request : undefined;
  });
  return { items: items.map(({ node: request, cursor }) => ({ request, cursor })), ...rest };
}
