import { actInstant } from '../consent/act-instant.ts';
import { changingChoices } from '../consent/changing-choices.ts';
import { choiceFacts, consentWrites } from '../consent/consent-writes.ts';
import type { Mail } from '../mail/mail.ts';
import { newestInForce } from '../policy/policy-in-force.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import { isDuty, isMarketing } from '../purposes.ts';
import { refusalsOf } from './refusal-confirmation.ts';
import { evidenceVersion } from './refuse.ts';

export type ComplaintDeps = Pick<
  Ports,
  'consents' | 'policies' | 'contactStates' | 'changes' | 'random' | 'now'
>;

/**
 * Who reports marketing, or any advertising, as spam refuses its purpose by mail (P2.6): it stays refused when the address is confirmed again. No
 * confirmation goes to an address that complains. Undefined when there is nothing new to write.
 * @param contact the contact state as the same act changes it; its next version is among the writes
 */
export async function complaintRefusal(
  deps: ComplaintDeps,
  { mail, contact, by }: { readonly mail: Mail; readonly contact: ContactState; readonly by: string },
): Promise<readonly Write[] | undefined> {
  const { customerId, purpose, language, requestId } = mail;
  if (isDuty(purpose) || (!isMarketing(purpose) && !mail.advertising)) return undefined;
  const before = await deps.consents.state(customerId);
  if (!before) return undefined;
  const versions = await deps.policies.versions();
  const at = deps.now();
  const inForce = newestInForce(versions, at);
  const changed = changingChoices(before, refusalsOf([purpose], ['EMAIL']), versions, inForce);
  if (changed.length === 0) return undefined;
  const saying = {
    at: actInstant(before, at),
    version: evidenceVersion(inForce, versions, before.acceptedVersion),
    language,
    manner: 'EXPLICIT',
    path: 'MAIL',
    actor: `system:${by}`,
    requestId,
  } as const;
  const facts = choiceFacts(deps, saying, changed, undefined);
  return consentWrites(deps, customerId, { before, facts, contact, at }).writes;
}
