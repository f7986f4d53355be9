import { isErasing } from '../erasure/erasure.ts';
import type { Ports } from '../ports.ts';
import type { CustomerDisclosure, Disclosure } from './disclosure.ts';

/** What became of one customer of a disclosure. */
export type OneResult = Pick<CustomerDisclosure, 'customerId' | 'result' | 'fields' | 'cause' | 'toldAt'>;

/**
 * What became of some customers of a disclosure, in their order. Whoever was gone, or going, as it was sealed has no row of it: nothing new is written of
 * them, and what became of them is read from their erasure. Nor has whoever never permitted anything to its recipient. Others without a row, before
 * sealing, are left out.
 * @param customerIds 50 at most
 */
export async function customerResults(
  deps: Pick<Ports, 'disclosures' | 'erasures'>,
  { id, basis, package: sealed }: Pick<Disclosure, 'id' | 'basis' | 'package'>,
  customerIds: readonly string[],
): Promise<readonly OneResult[]> {
  const rows = await deps.disclosures.loadOfCustomers(customerIds, id);
  const found = await Promise.all(
    customerIds.map(async (customerId, n): Promise<OneResult | undefined> => {
      if (rows[n] !== undefined || sealed === undefined) return rows[n];
      const not = (cause: string) =>
        ({ customerId, result: 'NOT_GIVEN', fields: [], cause, toldAt: undefined }) as const;
      const erasure = await deps.erasures.load(customerId);
      if (erasure) return not(isErasing(erasure) ? 'ERASURE_UNDER_WAY' : 'ERASED');
      return basis.kind === 'PERMISSION' ? not('NO_BASIS') : undefined;
    }),
  );
  return found.filter((one) => one !== undefined);
}
