import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { Correction } from './correction.ts';
import { openSideBySide, type SideBySide } from './sealed-correction.ts';

/**
 * A correction of the customer's own details, old beside new, for the customer's own eyes.
 * @throws DomainError INTEGRITY_VIOLATION
 */
export async function ownCorrection(
  deps: Pick<Ports, 'sealing'>,
  loaded: LoadedCustomer,
  correction: Correction,
): Promise<SideBySide | undefined> {
  const { keyring } = loaded;
  if (correction.customerId !== keyring.subjectId) return undefined;
  return openSideBySide(await deps.sealing.ready([correction.dataClass], [keyring]), loaded, correction);
}
