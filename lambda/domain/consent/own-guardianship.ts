import { openDetails } from '../customer/open-details.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { ConsentState } from './fact.ts';
import { type Guardianship, guardianshipOf } from './guardianship.ts';

/** Whether a guardian speaks for a customer at this moment, and spoke when they chose, by the birth date that the customer gave. */
export async function ownGuardianship(
  deps: Pick<Ports, 'sealing' | 'now'>,
  loaded: LoadedCustomer,
  state: ConsentState,
): Promise<Guardianship> {
  if (loaded.customer.blobs.identity === undefined) return state;
  const sealing = await deps.sealing.ready(['identity'], [loaded.keyring]);
  return guardianshipOf(openDetails(sealing, loaded, 'identity'), state, deps.now());
}
