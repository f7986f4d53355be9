import { isErasing } from '../erasure/erasure.ts';
import type { Ports } from '../ports.ts';
import type { CustomerDisclosure, Disclosure } from './disclosure.ts';

/** What became of one customer of a disclosure. */
export type OneResult = Pick<CustomerDisclosure, 'customerId' | 'result' | 'fields' | 'cause' | 'toldAt'>;

/**
 * What became of some customers of a disclosure, in their order. Whoever was gone, or going, as it was sealed has no row of it: nothing new is written of
 * them, and what became of them is read from their erasure. Others without a row, before sealing, are left out.
 * @param customerIds 50 at most
 */
export async function customerResults(
  deps: Pick<Ports, 'disclosures' | 'erasures'>,
  { id, package: sealed }: Pick<Disclosure, 'id' | 'package'>,
  customerIds: readonly string[],
): Promise<readonly OneResult[]> {
  const rows = await deps.disclosures.loadOfCustomers(customerIds, id);
  const found = await Promise.all(
    customerIds.map(async (customerId, n): Promise<OneResult | undefined> => {
      const erasure = (rows[n] ?? sealed === undefined) ? undefined : await deps.erasures.load(customerId);
      if (!erasure) return rows[n];
      const cause = isErasing(erasure) ? 'ERASURE_UNDER_WAY' : 'ERASED';
      return { customerId, result: 'NOT_GIVEN', fields: [], cause, toldAt: undefined };
    }),
  );
  return found.filter((one) => one !== undefined);
}
