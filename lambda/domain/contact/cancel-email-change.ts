import { entryOf } from '../audit/entry.ts';
import { requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { ended, isOpen } from './email-change.ts';

/**
 * The signed-in customer takes a change of address back, an assisted one too (P3.5).
 * @throws DomainError NOT_REGISTERED, WRONG_STATE when none is under way
 */
export async function cancelEmailChange(
  deps: Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'bindings' | 'emailChanges' | 'idempotency'>,
  viewer: CustomerViewer,
  call: { readonly idempotencyKey: string },
): Promise<{ customerId: string }> {
  const customerId = await requireOwnCustomerId(deps, viewer);
  const { idempotencyKey } = call;
  const scope = {
    caller: `customer:${customerId}`,
    operation: 'cancelEmailChange',
    idempotencyKey,
    input: null,
  };
  return once(deps, scope, async () => {
    const change = await deps.emailChanges.load(customerId);
    if (!change || !isOpen(change)) throw new DomainError('WRONG_STATE');
    return {
      writes: [deps.emailChanges.replace(change, ended(change, 'CANCELLED', deps.now()))],
      audit: [entryOf(viewer, { action: 'CANCEL_EMAIL_CHANGE', customerId, fields: ['email'] })],
      result: { customerId },
    };
  });
}
