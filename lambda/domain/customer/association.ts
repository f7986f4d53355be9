import { DomainError } from '../errors.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import type { Customer } from './customer.ts';

/** Whether a customer is still associated with CloudFly: an open account, or a service that runs (P4.4); not once an erasure has begun. */
export function isAssociatedBy(
  { state }: Pick<Customer, 'state'>,
  contact: Pick<ContactState, 'products'> | undefined,
  now: Date,
): boolean {
  if (state === 'ERASING') return false;
  const instant = now.toISOString();
  return state === 'ACTIVE' || Object.values(contact?.products ?? {}).some((endsAt) => endsAt > instant);
}

/** The same, reading the contact state where the account alone does not tell. */
export async function isAssociated(
  deps: Pick<Ports, 'contactStates' | 'now'>,
  customer: Pick<Customer, 'id' | 'state'>,
): Promise<boolean> {
  if (customer.state !== 'CLOSED') return isAssociatedBy(customer, undefined, deps.now());
  return isAssociatedBy(customer, await deps.contactStates.load(customer.id), deps.now());
}

/** @throws DomainError ASSOCIATION_ENDED at `customerId` */
export async function requireAssociated(
  deps: Pick<Ports, 'contactStates' | 'now'>,
  customer: Pick<Customer, 'id' | 'state'>,
): Promise<void> {
  if (!(await isAssociated(deps, customer))) throw new DomainError('ASSOCIATION_ENDED', ['customerId']);
}
