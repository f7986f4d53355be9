import { DomainError } from '../errors.ts';
import { ownersOf } from '../lookup.ts';
import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';

/** What a subject's binding is looked up by: the subject is the issuer's, and opaque or not, it is stored as an index only. */
export function subjectText(viewer: Pick<CustomerViewer, 'issuer' | 'subject'>): string {
  return `${viewer.issuer} ${viewer.subject}`;
}

/**
 * The id of the customer that the signed-in subject is bound to. Undefined before registration.
 * @throws DomainError INTEGRITY_VIOLATION when the binding was pointed at another customer
 */
export async function ownCustomerId(
  deps: Pick<Ports, 'blindIndex' | 'bindings'>,
  viewer: CustomerViewer,
): Promise<string | undefined> {
  const index: ReadyBlindIndex = await deps.blindIndex.ready();
  const rows = await deps.bindings.find(index.allOf('subject', subjectText(viewer)));
  return ownersOf(index, 'BINDING', rows)[0];
}

/** @throws DomainError NOT_REGISTERED */
export async function requireOwnCustomerId(
  deps: Pick<Ports, 'blindIndex' | 'bindings'>,
  viewer: CustomerViewer,
): Promise<string> {
  const id = await ownCustomerId(deps, viewer);
  if (id === undefined) throw new DomainError('NOT_REGISTERED');
  return id;
}

/** A customer whom a binding names. @throws DomainError NOT_REGISTERED when the record or its keys are gone */
export async function requireCustomer(deps: Pick<Ports, 'customers'>, id: string): Promise<LoadedCustomer> {
  const [loaded] = await deps.customers.load([id]);
  if (!loaded) throw new DomainError('NOT_REGISTERED');
  return loaded;
}
