import { openDetails } from '../customer/open-details.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { isUnderGuardianship } from './guardianship.ts';

/** Whether a guardian speaks for a customer at this moment, by the birth date that the customer gave. */
export async function ownGuardianship(
  deps: Pick<Ports, 'sealing' | 'now'>,
  loaded: LoadedCustomer,
): Promise<boolean> {
  if (loaded.customer.blobs.identity === undefined) return false;
  const sealing = await deps.sealing.ready(['identity'], [loaded.keyring]);
  return isUnderGuardianship(openDetails(sealing, loaded, 'identity'), deps.now());
}
