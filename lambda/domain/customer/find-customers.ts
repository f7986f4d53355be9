import { limits } from '../../declared/limits.ts';
import type { PersonalField } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { ownersOf } from '../lookup.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { type CustomerNumber, customerOfNumber } from './customer-numbers.ts';
import { spendBudget } from './spend-budget.ts';

/** What somebody was told of a customer: one of these. */
export type FoundBy = { readonly email: string } | { readonly phone: string } | CustomerNumber;

/**
 * Customers with this very email address or phone number, or the one whom a system knows by this very number. A lookup is an oracle: it is audited with its outcome before it answers,
 * and counts against the budget of masked reads (P6.4).
 * @throws DomainError INVALID_FORMAT, READ_BUDGET_SPENT
 */
export async function findCustomers(
  deps: Pick<
    Ports,
    | 'blindIndex'
    | 'emails'
    | 'phones'
    | 'references'
    | 'customers'
    | 'commit'
    | 'counters'
    | 'settings'
    | 'now'
    | 'log'
  >,
  viewer: StaffViewer,
  by: FoundBy,
): Promise<readonly LoadedCustomer[]> {
  const { ids, field } = await holdersOf(deps, by);
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

async function holdersOf(
  deps: Pick<Ports, 'blindIndex' | 'emails' | 'phones' | 'references'>,
  by: FoundBy,
): Promise<{ readonly ids: readonly string[]; readonly field: PersonalField }> {
  const index = await deps.blindIndex.ready();
  if ('email' in by)
    return {
      ids: await emailHolders(deps, index.allOf('email', emailIndexForm(by.email))),
      field: 'email',
    };
  if ('phone' in by) {
    const rows = await deps.phones.find(index.allOf('phone', by.phone));
    return { ids: ownersOf(index, 'PHONE', rows), field: 'phone' };
  }
  const owner = await customerOfNumber(deps, by);
  return { ids: owner === undefined ? [] : [owner], field: 'customerNumbers' };
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
