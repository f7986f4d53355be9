import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { openName } from './service-name.ts';
import type { ServiceTerm } from './service-term.ts';

/** A service as its customer knows it. */
export interface OwnService {
  readonly name: string;
  readonly term: ServiceTerm;
}

/** The customer's own services, opened; those that end first, first. */
export async function ownServices(
  deps: Pick<Ports, 'sealing' | 'serviceTerms'>,
  { customer, keyring }: LoadedCustomer,
): Promise<readonly OwnService[]> {
  const terms = await servicesOf(deps, customer.id);
  if (terms.length === 0) return [];
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  return terms.map((term) => ({ name: openName(sealing, keyring, term).serviceRef, term }));
}

/** The same without their names: product and instants are nobody's secret to those who serve the customer. */
export async function servicesOf(
  deps: Pick<Ports, 'serviceTerms'>,
  customerId: string,
): Promise<readonly ServiceTerm[]> {
  const terms = await deps.serviceTerms.ofCustomer(customerId);
  return [...terms].sort((one, other) => (one.expiresAt < other.expiresAt ? -1 : 1));
}
