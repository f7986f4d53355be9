import { DomainError } from '../errors.ts';
import { uncover } from '../pii.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { BlobClass } from './customer.ts';
import type { DetailsOf } from './details.ts';
import { parseDetails } from './parse-details.ts';

/**
 * A class blob, opened and parsed again. Undefined when the customer gave none. For operations that change or send a value on the
 * customer's own word; what people read goes through `reveal` instead.
 * @throws DomainError INTEGRITY_VIOLATION when it was tampered with, rolled back, or taken away
 */
export function openDetails<Class extends BlobClass>(
  sealing: ReadySealing,
  { customer, keyring }: LoadedCustomer,
  dataClass: Class,
): DetailsOf[Class] | undefined {
  const sealed = customer.blobs[dataClass];
  if (sealed === undefined) {
    if (sealing.revisionOf(keyring, dataClass) > 0) throw new DomainError('INTEGRITY_VIOLATION');
    return undefined;
  }
  return parseDetails(dataClass, uncover(sealing.openClassBlob(keyring, dataClass, sealed)));
}

/**
 * The same, for readers. A batch that read the record before a change and the keys after it holds two halves of different times: that
 * looks like a roll-back and is none, so both are read once more before anything is called a violation. Does not wait where it need not.
 * @throws DomainError INTEGRITY_VIOLATION
 */
export function openDetailsSurely<Class extends BlobClass>(
  deps: Pick<Ports, 'sealing' | 'customers'>,
  sealing: ReadySealing,
  loaded: LoadedCustomer,
  dataClass: Class,
): DetailsOf[Class] | undefined | Promise<DetailsOf[Class] | undefined> {
  try {
    return openDetails(sealing, loaded, dataClass);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'INTEGRITY_VIOLATION') throw error;
    return openReadAgain(deps, loaded.customer.id, dataClass, error);
  }
}

async function openReadAgain<Class extends BlobClass>(
  deps: Pick<Ports, 'sealing' | 'customers'>,
  customerId: string,
  dataClass: Class,
  violation: DomainError,
): Promise<DetailsOf[Class] | undefined> {
  const [again] = await deps.customers.load([customerId]);
  if (!again) throw violation;
  return openDetails(await deps.sealing.ready([dataClass], [again.keyring]), again, dataClass);
}
