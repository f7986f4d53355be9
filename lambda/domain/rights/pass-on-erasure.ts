import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import type { NamedRight } from './request-right.ts';
import { wentToProcessor } from './right-clock.ts';
import { isErasure, type RightsRequest } from './rights-request.ts';

type Deps = Pick<
  Ports,
  'now' | 'commit' | 'blindIndex' | 'idempotency' | 'customers' | 'disclosures' | 'rightsRequests'
>;

/**
 * The privacy officer says that an erasure that was granted was passed on to every processor who has data of the customer (D356 5(4)). The right
 * is done once that was said and nothing is left here, whichever is last. Nobody is left to write to.
 * @throws DomainError FORBIDDEN, NOT_FOUND at `id`, WRONG_STATE at `id`: no erasure, not granted, done, said before, or nothing went to a processor
 */
export async function passOnErasure(
  deps: Deps,
  viewer: StaffViewer,
  { idempotencyKey, customerId, id }: NamedRight & { readonly idempotencyKey: string },
): Promise<NamedRight> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, id };
  return once(deps, { caller, operation: 'passOnErasure', idempotencyKey, input }, async () => {
    const right = await deps.rightsRequests.load(customerId, id);
    if (!right) throw new DomainError('NOT_FOUND', ['id']);
    const isOpen = isErasure(right) && right.state === 'GRANTED';
    if (!isOpen || !(await wentToProcessor(deps, customerId))) throw new DomainError('WRONG_STATE', ['id']);
    const [head] = await deps.customers.heads([customerId]);
    if (head && right.passedOnAt !== undefined) throw new DomainError('WRONG_STATE', ['id']);
    const after = passedOn(right, deps.now().toISOString(), head === undefined);
    const { reference } = right;
    const facts = {
      action: 'DECIDE_RIGHT',
      customerId,
      reference,
      fields: [right.right, 'PASSED_ON'],
    } as const;
    return {
      writes: [deps.rightsRequests.put(right, after)],
      audit: [entryOf(viewer, facts)],
      result: { customerId, id },
    };
  });
}

/** With the record gone it is done; what was sealed has gone with its key. */
function passedOn(right: RightsRequest, at: string, isGone: boolean): RightsRequest {
  const said = { ...right, passedOnAt: right.passedOnAt ?? at, version: right.version + 1 };
  if (!isGone) return said;
  return { ...said, state: 'DONE', doneAt: at, sealedReason: undefined, reasonRevision: undefined };
}
