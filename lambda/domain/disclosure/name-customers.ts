import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeDisclosure, type DisclosureDeps, type NamedDisclosure } from './change-disclosure.ts';
import { noted } from './disclosure-moves.ts';
import { namedCustomers } from './parse-disclosure.ts';
import { requireCustomers } from './require-customers.ts';
import { requireUninvolved } from './require-uninvolved.ts';

/**
 * Names more customers of an order that names more than fit one request; before it is verified, and by whoever opened it alone, so that nobody is
 * added behind the back of those who look at it.
 * @throws DomainError NOT_FOUND at `id` and `customerIds`, REQUIRED and TOO_LONG at `customerIds`, INVOLVED at both, WRONG_STATE at `id`
 */
export function nameCustomers(
  deps: DisclosureDeps & Pick<Ports, 'customers' | 'erasures'>,
  viewer: StaffViewer,
  call: NamedDisclosure & { readonly idempotencyKey: string; readonly customerIds: readonly string[] },
): Promise<NamedDisclosure> {
  return changeDisclosure(deps, viewer, {
    ...call,
    operation: 'nameCustomersInDisclosure',
    action: 'NAME_IN_DISCLOSURE',
    input: call.customerIds,
    async plan(before) {
      if (before.openedBy !== viewer.subject) throw new DomainError('INVOLVED', ['id']);
      if (before.state !== 'OPENED') throw new DomainError('WRONG_STATE', ['id']);
      const isOrdered = before.basis.kind === 'LEGAL_ORDER';
      const customerIds = namedCustomers(call.customerIds, before.customerIds, isOrdered);
      await requireUninvolved(deps, viewer, call.customerIds, ['customerIds']);
      await requireCustomers(deps, call.customerIds, isOrdered);
      return { after: noted(before, { customerIds }) };
    },
  });
}
