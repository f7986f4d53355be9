import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type CopyOfOwnData, copySections } from './copy.ts';
import { copyUntil } from './copy-until.ts';
import { type GatherCopyDeps, gatherCopy } from './gather-copy.ts';
import type { RightsRequest } from './rights-request.ts';

/**
 * The copy that a request made ready (D356 5(3)), made anew each time: it is kept nowhere. No audit row, no copy. The caller has proven to be
 * the subject that the record is bound to.
 * @returns undefined when it cannot be fetched
 * @throws DomainError RATE_LIMITED, INTEGRITY_VIOLATION
 */
export async function ownCopy(
  deps: GatherCopyDeps & Pick<Ports, 'commit' | 'counters'>,
  viewer: CustomerViewer,
  loaded: LoadedCustomer,
  request: RightsRequest,
): Promise<CopyOfOwnData | undefined> {
  const customerId = loaded.customer.id;
  const now = deps.now();
  if (copyUntil(request, now) === undefined || request.customerId !== customerId) return undefined;
  const counter = { key: `copies:${customerId}`, limit: limits.copiesPerHour, windowSeconds: 3600, now };
  const { reference } = request;
  const facts = { action: 'GIVE_COPY', customerId, reference, fields: copySections } as const;
  await deps.commit([deps.counters.add(counter, 1, 'RATE_LIMITED')], [entryOf(viewer, facts)]);
  return gatherCopy(deps, loaded);
}
