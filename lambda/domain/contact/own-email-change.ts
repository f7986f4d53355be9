import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { type EmailChange, openPending } from './email-change.ts';

/** A change as its customer sees it. */
export interface OwnChange {
  readonly change: EmailChange;
  /** The new address while the change is under way. */
  readonly email: string | undefined;
}

/** The customer's own newest change of address. Undefined when there never was one. */
export async function ownEmailChange(
  deps: Pick<Ports, 'emailChanges' | 'sealing'>,
  { customer, keyring }: LoadedCustomer,
): Promise<OwnChange | undefined> {
  const change = await deps.emailChanges.load(customer.id);
  if (!change) return undefined;
  if (!change.sealed || change.endedAt !== undefined) return { change, email: undefined };
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  return { change, email: openPending(sealing, keyring, change).email };
}
