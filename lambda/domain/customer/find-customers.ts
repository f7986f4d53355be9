import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { emailIndexForm } from '../input/email-address.ts';
import type { LoadedCustomer, Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { readBudget } from './reveal.ts';

/**
 * Customers with this very email address or phone number. A lookup is an oracle: it is audited with its outcome before it answers,
 * and counts against the budget of masked reads (P6.4).
 * @throws DomainError INVALID_FORMAT, READ_BUDGET_SPENT
 */
export async function findCustomers(
  deps: Pick<
    Ports,
    'blindIndex' | 'emails' | 'phones' | 'customers' | 'commit' | 'counters' | 'settings' | 'now'
  >,
  viewer: StaffViewer,
  by: { readonly email: string } | { readonly phone: string },
): Promise<readonly LoadedCustomer[]> {
  const index = await deps.blindIndex.ready();
  const ids =
    'email' in by
      ? await emailHolders(deps, index.allOf('email', emailIndexForm(by.email)))
      : await deps.phones.find(index.allOf('phone', by.phone));
  const field = 'email' in by ? 'email' : 'phone';
  const few = ids.slice(0, limits.pageSize);
  const entries = few.length === 0 ? [undefined] : few;
  await deps.commit(
    [deps.counters.add(readBudget(deps, viewer, 'masked'), Math.max(1, few.length), 'READ_BUDGET_SPENT')],
    entries.map((customerId) =>
      entryOf(viewer, {
        action: 'LOOKUP',
        outcome: 'ALLOWED',
        fields: [field],
        ...(customerId ? { customerId } : {}),
      }),
    ),
  );
  const found = few.length === 0 ? [] : await deps.customers.load(few);
  return found.flatMap((loaded) => (loaded ? [loaded] : []));
}

async function emailHolders(
  deps: Pick<Ports, 'emails'>,
  indexes: readonly string[],
): Promise<readonly string[]> {
  const { ownerId, claimantIds } = await deps.emails.find(indexes);
  return [...new Set([...(ownerId === undefined ? [] : [ownerId]), ...claimantIds])];
}
