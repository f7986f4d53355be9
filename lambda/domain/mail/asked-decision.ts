import { decideContact } from '../contact/decide-contact.ts';
import { type ContactSubject, loadContactFacts } from '../contact/load-contact-facts.ts';
import type { Ports } from '../ports.ts';
import type { RefusablePurpose } from '../purposes.ts';
import type { AskedDecision } from './enqueue-mail.ts';

/** What the gate says when a mail is asked for, in the form in which it is kept with the mail. */
export async function askedDecision(
  deps: Pick<Ports, 'consents' | 'policies' | 'now'>,
  subject: ContactSubject,
  purpose: RefusablePurpose,
): Promise<AskedDecision> {
  const now = deps.now();
  const facts = await loadContactFacts(deps, subject, purpose);
  const decision = decideContact(facts, purpose, 'EMAIL', now);
  return { ...decision, at: now.toISOString() };
}
