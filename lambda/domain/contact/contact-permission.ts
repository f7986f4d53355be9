import { entryOf } from '../audit/entry.ts';
import { findByCustomerNumber } from '../customer/customer-numbers.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { ContactChannel, MailPurpose } from '../purposes.ts';
import type { ServiceViewer, StaffViewer } from '../viewer.ts';
import { type ContactDecision, decideContact } from './decide-contact.ts';
import { loadContactFacts } from './load-contact-facts.ts';

/** Whom, what for and how: one of an id and a number of another system. */
export interface ContactQuestion {
  readonly customerId: string | undefined;
  readonly reference: { readonly system: string; readonly number: string } | undefined;
  readonly purpose: MailPurpose;
  readonly channel: ContactChannel;
}

/**
 * Whether a customer may be contacted now (P1.2), for whoever calls or sends messages outside this product. Every answer is kept in the audit
 * trail before it is given. Undefined when there is no such customer; that is audited too.
 * @throws DomainError REQUIRED when not exactly one of id and number is given; FORBIDDEN for staff with a number; input issues
 */
export async function contactPermission(
  deps: Pick<
    Ports,
    | 'now'
    | 'log'
    | 'commit'
    | 'blindIndex'
    | 'references'
    | 'customers'
    | 'contactStates'
    | 'consents'
    | 'policies'
  >,
  viewer: ServiceViewer | StaffViewer,
  question: ContactQuestion,
): Promise<ContactDecision | undefined> {
  const { purpose, channel } = question;
  const customerId = await askedAbout(deps, viewer, question);
  if (customerId === undefined) return undefined;
  const contactState = await deps.contactStates.load(customerId);
  const customer = await deps.customers.record(customerId);
  if (!contactState || !customer) {
    await deps.commit([], [entryOf(viewer, { action: 'LOOKUP', outcome: 'REFUSED', code: 'NOT_FOUND' })]);
    return undefined;
  }
  const facts = await loadContactFacts(deps, { contactState, customer }, question.purpose);
  const decision = decideContact(facts, purpose, channel, deps.now());
  const { allowed, reason: code } = decision;
  const outcome = allowed ? 'ALLOWED' : 'REFUSED';
  const fields = [`${purpose}:${channel}`];
  await deps.commit(
    [],
    [entryOf(viewer, { action: 'CONTACT_PERMISSION', outcome, code, customerId, fields })],
  );
  deps.log.info('contact_answered', { requestId: viewer.requestId, state: outcome, code });
  return decision;
}

/** Finding by a number is audited as a lookup, as everywhere. */
async function askedAbout(
  deps: Parameters<typeof findByCustomerNumber>[0],
  viewer: ServiceViewer | StaffViewer,
  { customerId, reference }: ContactQuestion,
): Promise<string | undefined> {
  if ((customerId === undefined) === (reference === undefined))
    throw new DomainError('REQUIRED', ['customerId']);
  if (reference === undefined) return customerId;
  if (viewer.kind !== 'service') throw new DomainError('FORBIDDEN');
  return findByCustomerNumber(deps, viewer, reference);
}
