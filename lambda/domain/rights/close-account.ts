import { entryOf } from '../audit/entry.ts';
import { associationEnd, firstRetentionEnd } from '../erasure/retention.ts';
import { DomainError } from '../errors.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type NamedRight, type RequestRightDeps, type RightCall, requestRight } from './request-right.ts';

/**
 * The customer closes the account. With the last running service the association ends (P4.4), and then whatever can be refused stops; from
 * then on the retention of each class runs. Signing in still shows what is held.
 * @throws DomainError WRONG_STATE when it is closed, and those of `requestRight`
 */
export const closeAccount = (
  deps: RequestRightDeps,
  viewer: CustomerViewer,
  call: RightCall,
): Promise<NamedRight> =>
  requestRight(deps, viewer, call, {
    operation: 'closeAccount',
    right: 'CLOSE_ACCOUNT',
    carryOut({ loaded: { customer }, contact, now }) {
      if (customer.state !== 'ACTIVE') throw new DomainError('WRONG_STATE');
      const closedAt = now.toISOString();
      const retentionDueAt = firstRetentionEnd(associationEnd({ closedAt }, contact) ?? closedAt);
      const closed = {
        ...customer,
        state: 'CLOSED',
        closedAt,
        ...(retentionDueAt !== undefined && { retentionDueAt }),
        version: customer.version + 1,
      } as const;
      return {
        state: 'DONE',
        mail: { outcome: 'DONE' },
        writes: [deps.customers.replace(customer, closed)],
        audit: [entryOf(viewer, { action: 'CLOSE_ACCOUNT', customerId: customer.id })],
      };
    },
  });
