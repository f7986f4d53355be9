import { isAssociated } from '../customer/association.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { DuePage } from '../ports/jobs.ts';
import type { Ports } from '../ports.ts';
import type { FieldQuality } from './quality.ts';

/** A field that is not right, and whose. */
export interface QualityWork {
  readonly quality: FieldQuality;
  readonly loaded: LoadedCustomer;
}

/**
 * What is doubtful, outdated or missing, the oldest first (P4.3), of customers who are associated (P4.4): a page may be less than full.
 * @throws DomainError INVALID_FORMAT at `first`, CURSOR_INVALID at `after`
 */
export async function qualityWorkList(
  deps: Pick<Ports, 'now' | 'fieldQuality' | 'customers' | 'contactStates'>,
  first: number,
  after: string | undefined,
): Promise<DuePage<QualityWork>> {
  const { items, end, hasNextPage } = await deps.fieldQuality.waiting(requirePageSize(first), after);
  const ids = [...new Set(items.map(({ node }) => node.customerId))];
  const loaded = ids.length === 0 ? [] : await deps.customers.load(ids);
  const associated = new Map<string, LoadedCustomer>();
  for (const one of loaded)
    if (one && (await isAssociated(deps, one.customer))) associated.set(one.customer.id, one);
  return {
    items: items.flatMap(({ node, cursor }) => {
      const whose = associated.get(node.customerId);
      return whose ? [{ node: { quality: node, loaded: whose }, cursor }] : [];
    }),
    end,
    hasNextPage,
  };
}
