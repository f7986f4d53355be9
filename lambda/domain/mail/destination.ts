import type { EmailChange } from '../contact/email-change.ts';
import type { IndexValues } from '../ports/blind-index.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import type { Mail } from './mail.ts';

/** The address a mail goes to, as the gate judges it, and under every version of the index key. */
export interface Destination {
  /** The contact state, as if this were the address. */
  readonly contactState: ContactState;
  readonly emailIndexes: IndexValues;
  /** The change whose new address it is, where it is not the current one. */
  readonly change: EmailChange | undefined;
}

/**
 * Where a mail goes, read when sending is to begin: the address in force then (P3.1), or the new one of the change that the mail names: to have
 * it confirmed, and, once it is, for a security notice, which would not reach the customer at an address that is held (P3.6). Undefined when
 * that change has nothing to confirm any more, or is over.
 */
export async function destinationOf(
  deps: Pick<Ports, 'emailChanges'>,
  { customerId, to, changeId, purpose }: Mail,
  contactState: ContactState,
): Promise<Destination | undefined> {
  if (to !== 'PENDING') return { contactState, emailIndexes: contactState.emailIndexes, change: undefined };
  const change = await deps.emailChanges.load(customerId);
  if (change?.id !== changeId || change?.state !== 'PENDING') return undefined;
  const isConfirmed = change.verifiedAt !== undefined;
  if (isConfirmed !== (purpose === 'SECURITY_NOTICE')) return undefined;
  const { emailIndexes } = change;
  const addressState = isConfirmed ? 'VERIFIED' : 'UNVERIFIED';
  return { contactState: { ...contactState, addressState }, emailIndexes, change };
}
