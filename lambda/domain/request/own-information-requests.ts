import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { InformationRequest } from './information-request.ts';
import { openWhy } from './sealed-words.ts';

/** What the customer was asked for, with the words that say why. */
export interface OwnInformationRequest {
  readonly asked: InformationRequest;
  readonly why: string;
}

/** Everything that the customer was ever asked for, newest first. @throws DomainError INTEGRITY_VIOLATION */
export async function ownInformationRequests(
  deps: Pick<Ports, 'sealing' | 'informationRequests'>,
  { customer, keyring }: LoadedCustomer,
): Promise<readonly OwnInformationRequest[]> {
  const all = await deps.informationRequests.ofCustomer(customer.id);
  if (all.length === 0) return [];
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  return all.map((asked) => ({ asked, why: openWhy(sealing, keyring, asked) }));
}
