import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { acceptanceByUse, type ByUseDeps } from '../consent/acceptance-by-use.ts';
import { requireCustomer, requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { isConfirmationDue } from './address-standing.ts';
import { issueVerification, verificationEnds } from './issue-verification.ts';

/**
 * Sends the customer another verification mail and prolongs the claim on the address. The answer is the same whether or not somebody
 * else has verified that address (P3.5).
 * @throws DomainError NOT_REGISTERED, ALREADY_VERIFIED, RATE_LIMITED (`resendPerHour`)
 */
export async function resendVerification(
  deps: ByUseDeps &
    Pick<
      Ports,
      | 'commit'
      | 'blindIndex'
      | 'customers'
      | 'bindings'
      | 'emails'
      | 'outbox'
      | 'tokens'
      | 'idempotency'
      | 'counters'
      | 'settings'
    >,
  viewer: CustomerViewer,
  call: { idempotencyKey: string },
): Promise<{ customerId: string }> {
  const customerId = await requireOwnCustomerId(deps, viewer);
  const { idempotencyKey } = call;
  const scope = {
    caller: `customer:${customerId}`,
    operation: 'resendVerification',
    idempotencyKey,
    input: null,
  };
  return once(deps, scope, async () => {
    const state = await deps.contactStates.load(customerId);
    if (!state) throw new DomainError('NOT_REGISTERED');
    const isDue = isConfirmationDue(state, deps.now());
    if (state.addressState === 'VERIFIED' && !isDue) throw new DomainError('ALREADY_VERIFIED');
    const loaded = await requireCustomer(deps, customerId);
    const { customer, keyring } = loaded;
    const sealing = await deps.sealing.ready(['contact'], [keyring]);
    const now = deps.now();
    const { emailIndexes } = state;
    const { language } = customer;
    const { requestId } = viewer;
    const issued = issueVerification(deps, sealing, keyring, {
      ...{ emailIndexes, language, requestId },
      ...(isDue && { occasion: 'REMINDER' as const }),
    });
    const byUse = await acceptanceByUse(deps, viewer, loaded, 'resendVerification', { contact: state });
    const keys = deps.sealing.saveKeyring(keyring);
    const counter = {
      key: `resend:${customerId}`,
      limit: limits.resendPerHour,
      windowSeconds: 3600,
      now,
    };
    return {
      writes: [
        deps.counters.add(counter, 1, 'RATE_LIMITED'),
        // Acceptance by use replaces that very row on the same condition.
        ...(byUse.length > 0 ? byUse : [deps.contactStates.unchanged(state)]),
        ...deps.emails.insertClaim(emailIndexes, customerId, verificationEnds(now)),
        ...issued.writes,
        ...(keys ? [keys] : []),
      ],
      audit: [entryOf(viewer, { action: 'RESEND_VERIFICATION', customerId })],
      result: { customerId },
    };
  });
}
