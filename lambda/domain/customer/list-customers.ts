import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { CustomerFilter } from './customer.ts';

export interface ListedCustomers {
  readonly customers: readonly { readonly loaded: LoadedCustomer; readonly cursor: string }[];
  readonly hasNextPage: boolean;
}

/**
 * One page of customers by a closed filter: no free text and no personal value, so that a filter tells nothing (P1.7, P6.4).
 * The page holds no values; those are revealed masked, each with its audit row.
 * @throws DomainError INVALID_FORMAT for `first` outside 1 to 50, a month that is none, a foreign cursor
 */
export async function listCustomers(
  deps: Pick<Ports, 'customers'>,
  input: { filter: CustomerFilter; first: number; after: string | undefined },
): Promise<ListedCustomers> {
  const { filter, first, after } = input;
  requirePageSize(first);
  if (filter.month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(filter.month))
    throw new DomainError('INVALID_FORMAT', ['filter', 'month']);
  const page = await deps.customers.page(filter, first, after);
  const loaded = page.ids.length === 0 ? [] : await deps.customers.load(page.ids);
  // An index lags: a customer that is gone is left out here.
  const customers = loaded.flatMap((found, i) => {
    const cursor = page.cursors[i];
    return found && cursor !== undefined ? [{ loaded: found, cursor }] : [];
  });
  return { customers, hasNextPage: page.hasNextPage };
}
