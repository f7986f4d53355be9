import type { AuditRow } from '../audit/row.ts';
import type { CustomerDisclosure } from '../disclosure/disclosure.ts';
import type { Ports } from '../ports.ts';

type Given = Pick<CustomerDisclosure, 'customerId' | 'disclosureId' | 'fields' | 'result'>;

/**
 * Names of fields and classes begin with a small letter. What else stands in that place are codes of what was decided, chosen or done (ERASE, GRANTED,
 * PROMOTIONS:EMAIL, LOOKUPS), and no data of anybody.
 */
const isField = (name: string): boolean => /^[a-z]/.test(name);

/**
 * Names of the fields that acts of the trail touched. A disclosure is announced with all that it is for; what was there to be sealed stands in the
 * customer's own row, where it came so far.
 */
export const touchedFields = (rows: readonly AuditRow[], given: readonly Given[]): readonly string[] =>
  rows.flatMap(({ action, customerId, reference, fields = [] }): readonly string[] => {
    const sealed =
      action === 'DISCLOSE' &&
      given.find((one) => one.customerId === customerId && one.disclosureId === reference);
    return sealed && sealed.result !== 'NOT_GIVEN' ? sealed.fields : fields.filter(isField);
  });

/** The rows of customers in the disclosures that acts announce; a page of the trail has few disclosures, mostly one. */
export async function givenIn(
  deps: Pick<Ports, 'disclosures'>,
  rows: readonly AuditRow[],
): Promise<readonly CustomerDisclosure[]> {
  const announced = Map.groupBy(
    rows.filter(({ action, customerId, reference }) => action === 'DISCLOSE' && customerId && reference),
    ({ reference = '' }) => reference,
  );
  const found = await Promise.all(
    [...announced].map(([reference, of]) => {
      const customerIds = new Set(of.map(({ customerId = '' }) => customerId));
      return deps.disclosures.loadOfCustomers([...customerIds], reference);
    }),
  );
  return found.flat().filter((one) => one !== undefined);
}
