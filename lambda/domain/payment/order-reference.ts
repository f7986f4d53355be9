import * as z from 'zod/mini';
import type { CustomerDisclosure } from '../disclosure/disclosure.ts';
import { openShaped } from '../open-shaped.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';

const words = z.string();

const referenceAt = (recordId: string): SealedAt => ({
  dataClass: 'content',
  kind: 'customerDisclosure',
  recordId,
  revision: 1,
});

/** Seals the order that a payment is for under the customer's keys: another system wrote it, and it may hold a number or a name. */
export const sealOrderReference = (
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  disclosureId: string,
  orderReference: string,
): Uint8Array => sealing.seal(keyring, referenceAt(disclosureId), orderReference);

export type ShownDisclosure = CustomerDisclosure & { readonly orderReference: string | undefined };

/** A customer's disclosures with the orders that payments were for, for the customer's own eyes. @throws DomainError INTEGRITY_VIOLATION */
export async function withOrderReferences(
  deps: Pick<Ports, 'sealing'>,
  { keyring }: LoadedCustomer,
  disclosures: readonly CustomerDisclosure[],
): Promise<readonly ShownDisclosure[]> {
  const isAny = disclosures.some(({ sealedOrderReference }) => sealedOrderReference);
  const sealing = isAny ? await deps.sealing.ready(['content'], [keyring]) : undefined;
  return disclosures.map((one) => {
    const { disclosureId, sealedOrderReference: sealed } = one;
    const orderReference =
      sealing && sealed && openShaped(words, sealing, keyring, referenceAt(disclosureId), sealed);
    return { ...one, orderReference };
  });
}
