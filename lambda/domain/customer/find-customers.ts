import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { ownersOf } from '../lookup.ts';
import type { LoadedCustomer, Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { spendBudget } from './spend-budget.ts';

/**
 * Customers with this very email address or phone number. A lookup is an oracle: it is audited with its outcome before it answers,
 * and counts against the budget of masked reads (P6.4).
 * @throws DomainError INVALID_FORMAT, READ_BUDGET_SPENT
 */
export async function findCustomers(
  deps: Pick<
    Ports,
    'blindIndex' | 'emails' | 'phones' | 'customers' | 'commit' | 'counters' | 'settings' | 'now' | 'log'
  >,
  viewer: StaffViewer,
  by: { readonly email: string } | { readonly phone: string },
): Promise<readonly LoadedCustomer[]> {
  const index = await deps.blindIndex.ready();
  const ids =
    'email' in by
      ? await emailHolders(deps, index.allOf('email', emailIndexForm(by.email)))
      : ownersOf(index, 'PHONE', await deps.phones.find(index.allOf('phone', by.phone)));
  const field = 'email' in by ? 'email' : 'phone';
  const few = ids.slice(0, limits.pageSize);
  const lookup = (customerId?: string) =>
    entryOf(viewer, { action: 'LOOKUP', fields: [field], ...(customerId ? { customerId } : {}) });
  const [first, ...others] = few;
  // That nobody has it is an answer too, and costs as much as one customer.
  await spendBudget(deps, viewer, { masked: Math.max(1, few.length) }, [
    lookup(first),
    ...others.map(lookup),
  ]);
  const found = few.length === 0 ? [] : await deps.customers.load(few);
  return found.flatMap((loaded) => (loaded ? [loaded] : []));
}

async function emailHolders(
  deps: Pick<Ports, 'emails'>,
  indexes: readonly string[],
): Promise<readonly string[]> {
  const [ownerId, claimantIds] = await Promise.all([
    deps.emails.owner(indexes),
    deps.emails.claimants(indexes),
  ]);
  return [...new Set([...(ownerId === undefined ? [] : [ownerId]), ...claimantIds])];
}
