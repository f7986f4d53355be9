import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';

/**
 * An order may name somebody who has been erased, or is being: they get a result of their own, and it is answered for the others.
 * @throws DomainError NOT_FOUND at `customerIds`, with the first that there never was
 */
export async function requireCustomers(
  deps: Pick<Ports, 'customers' | 'erasures'>,
  customerIds: readonly string[],
  isOrdered: boolean,
): Promise<void> {
  for (let from = 0; from < customerIds.length; from += limits.pageSize) {
    const page = customerIds.slice(from, from + limits.pageSize);
    const named = [...new Set(page)];
    const heads = await deps.customers.heads(named);
    const known = await Promise.all(
      named.map(async (id, n) => heads[n] ?? (isOrdered ? await deps.erasures.load(id) : undefined)),
    );
    const missing = page.indexOf(named[known.indexOf(undefined)] ?? '');
    if (missing >= 0) throw new DomainError('NOT_FOUND', ['customerIds', String(from + missing)]);
  }
}
