import { decideContact } from '../contact/decide-contact.ts';
import { type ContactSubject, loadContactFacts } from '../contact/load-contact-facts.ts';
import type { Ports } from '../ports.ts';
import type { RefusablePurpose } from '../purposes.ts';
import { keptDecision } from './judge-mail.ts';
import type { KeptDecision } from './mail.ts';

/** What the gate says when a mail is asked for, in the form in which it is kept with the mail. */
export async function askedDecision(
  deps: Pick<Ports, 'consents' | 'policies' | 'now'>,
  subject: ContactSubject,
  purpose: RefusablePurpose,
): Promise<KeptDecision & { readonly advertising: boolean }> {
  const now = deps.now();
  const facts = await loadContactFacts(deps, subject, purpose);
  const decision = decideContact(facts, purpose, 'EMAIL', now);
  return { ...keptDecision(decision, now), advertising: decision.advertising };
}
