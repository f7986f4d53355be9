import type { ConsentState } from '../consent/fact.ts';
import { isAssociatedBy } from '../customer/association.ts';
import type { Customer } from '../customer/customer.ts';
import { newestInForce } from '../policy/policy-in-force.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import { isDuty, type MailPurpose } from '../purposes.ts';
import { isConfirmationDue } from './address-standing.ts';
import type { ContactFacts } from './decide-contact.ts';

/** Whom the gate is asked about. The contact state is read first: beginning to send holds only while it is still the one read. */
export interface ContactSubject {
  readonly contactState: ContactState;
  readonly customer: Pick<Customer, 'state'>;
}

/**
 * Reads what else the gate judges by. A duty goes whatever was consented to: for one no consents are read, but for the announcement of a
 * version, which names those that it makes stale.
 */
export async function loadContactFacts(
  deps: Pick<Ports, 'consents' | 'policies' | 'now'>,
  subject: ContactSubject,
  purpose: MailPurpose,
): Promise<ContactFacts> {
  const [consents, versions] = await Promise.all([
    isJudgedByConsents(purpose) ? deps.consents.state(subject.contactState.customerId) : undefined,
    deps.policies.versions(),
  ]);
  return contactFactsOf({ ...subject, consents, versions, now: deps.now() });
}

const isJudgedByConsents = (purpose: MailPurpose): boolean => !isDuty(purpose) || purpose === 'POLICY_CHANGE';

/** The facts, from what was read; for those who read many customers at once. */
export function contactFactsOf(
  read: ContactSubject & {
    readonly consents: ConsentState | undefined;
    readonly versions: readonly PolicyVersion[];
    readonly now: Date;
  },
): ContactFacts {
  const { contactState, customer, consents, versions, now } = read;
  const { addressState, isHeld, isRestricted, advertisedAt } = contactState;
  return {
    consents,
    versions,
    inForce: newestInForce(versions, now),
    addressState,
    isConfirmationDue: isConfirmationDue(contactState, now),
    isHeld,
    isRestricted,
    isAssociated: isAssociatedBy(customer, contactState, now),
    advertisedAt,
  };
}
