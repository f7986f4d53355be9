import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { Customer } from './customer.ts';

/** Whether a customer is still associated with CloudFly: an open account, or a service that runs (P4.4). */
export async function isAssociated(
  deps: Pick<Ports, 'contactStates' | 'now'>,
  { id, state }: Pick<Customer, 'id' | 'state'>,
): Promise<boolean> {
  if (state === 'ACTIVE') return true;
  const contact = await deps.contactStates.load(id);
  const now = deps.now().toISOString();
  return Object.values(contact?.products ?? {}).some((endsAt) => endsAt > now);
}

/** @throws DomainError ASSOCIATION_ENDED at `customerId` */
export async function requireAssociated(
  deps: Pick<Ports, 'contactStates' | 'now'>,
  customer: Pick<Customer, 'id' | 'state'>,
): Promise<void> {
  if (!(await isAssociated(deps, customer))) throw new DomainError('ASSOCIATION_ENDED', ['customerId']);
}
