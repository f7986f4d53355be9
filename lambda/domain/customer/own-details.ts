import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { BlobClass } from './customer.ts';
import type { DetailsOf } from './details.ts';
import { openDetailsSurely } from './open-details.ts';

/**
 * The customer's own details of one class, opened. The caller has proven to be the subject that the record is bound to.
 * Undefined when none were given.
 */
export async function ownDetails<Class extends BlobClass>(
  deps: Pick<Ports, 'sealing' | 'customers'>,
  own: LoadedCustomer,
  dataClass: Class,
): Promise<DetailsOf[Class] | undefined> {
  const sealing = await deps.sealing.ready([dataClass], [own.keyring]);
  return openDetailsSurely(deps, sealing, own, dataClass);
}
