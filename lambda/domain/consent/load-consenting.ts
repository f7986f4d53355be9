import { DomainError } from '../errors.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { ConsentState } from './fact.ts';

/** What staff write down of a customer's consents with. */
export type RecordingDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'consents'
  | 'contactStates'
  | 'changes'
  | 'policies'
  | 'idempotency'
>;

/** A customer with all that an act upon the consents reads and changes. */
export interface Consenting {
  readonly loaded: LoadedCustomer;
  readonly state: ConsentState;
  readonly contact: ContactState;
}

/**
 * A customer whom staff name, with consents and contact state.
 * @throws DomainError NOT_FOUND at `customerId`
 */
export async function loadConsenting(
  deps: Pick<Ports, 'customers' | 'consents' | 'contactStates'>,
  customerId: string,
): Promise<Consenting> {
  const [[loaded], state, contact] = await Promise.all([
    deps.customers.load([customerId]),
    deps.consents.state(customerId),
    deps.contactStates.load(customerId),
  ]);
  if (!loaded || !state || !contact) throw new DomainError('NOT_FOUND', ['customerId']);
  return { loaded, state, contact };
}
