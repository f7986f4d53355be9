import { type DataClass, type PersonalField, personalFields } from '../access.ts';
import type { BlobClass } from '../customer/customer.ts';
import { ownCustomerNumbers } from '../customer/customer-numbers.ts';
import { openDetailsSurely } from '../customer/open-details.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';

/** Classes that some fields lie in, each once. */
export const classesOf = (fields: readonly PersonalField[]): readonly DataClass[] => [
  ...new Set(fields.map((field) => personalFields[field].dataClass)),
];

/**
 * Values of a customer's fields, opened to be sealed for a recipient and for nothing else; those that the customer never gave are left out.
 * Its row in the audit trail comes before: no audit row, no value (P6.4).
 * @throws DomainError INTEGRITY_VIOLATION
 */
export async function gatherValues(
  deps: Pick<Ports, 'sealing' | 'customers' | 'references'>,
  loaded: LoadedCustomer,
  fields: readonly PersonalField[],
): Promise<Readonly<Partial<Record<PersonalField, unknown>>>> {
  const sealing = await deps.sealing.ready(classesOf(fields), [loaded.keyring]);
  const opened = new Map<BlobClass, Readonly<Record<string, unknown>>>();
  const values: Partial<Record<PersonalField, unknown>> = {};
  for (const field of fields) {
    if (field === 'customerNumbers') {
      const numbers = await ownCustomerNumbers(deps, loaded);
      if (numbers.length > 0) values[field] = numbers;
      continue;
    }
    const { dataClass } = personalFields[field];
    const details =
      opened.get(dataClass) ?? (await openDetailsSurely(deps, sealing, loaded, dataClass)) ?? {};
    opened.set(dataClass, details as Readonly<Record<string, unknown>>);
    const value = (details as Readonly<Record<string, unknown>>)[field];
    if (value !== undefined) values[field] = value;
  }
  return values;
}
