import type { AuditAction } from '../audit/row.ts';
import { actInstant } from '../consent/act-instant.ts';
import { changingChoices } from '../consent/changing-choices.ts';
import { type Choice, choiceFacts, consentWrites } from '../consent/consent-writes.ts';
import { type ConsentPath, choiceKey } from '../consent/fact.ts';
import { refusalsOf } from '../contact/refusal-confirmation.ts';
import { evidenceVersion } from '../contact/refuse.ts';
import type { MailEventKind } from '../mail/mail-event.ts';
import { newestInForce } from '../policy/policy-in-force.ts';
import { contactChannels, marketingPurposes, refusablePurposes } from '../purposes.ts';
import { type ReplayedRow, uponCustomer } from './replayed-act.ts';

/** Where it was said, by the act that the trail tells of. */
const paths: Readonly<Partial<Record<AuditAction, ConsentPath>>> = {
  SET_CONSENTS: 'SIGNED_IN',
  REFUSE_ALL_EMAIL: 'SIGNED_IN',
  REFUSE_BY_LINK: 'LINK',
  REFUSE_BY_MAIL: 'MAIL',
  RECORD_REFUSAL: 'STAFF',
  MAIL_EVENT: 'MAIL',
};

/**
 * Refuses again what the customer refused (P2.6), with the evidence of then: who, which way, and the request in whose row the origin is. The
 * customer was told at the time, and is not told again. What was granted after it stays refused: silence is no consent.
 */
export const replayRefusal = uponCustomer(async (deps, row) => {
  const { customerId, reference, actor, requestId } = row;
  const refused = refusedIn(row);
  if (refused.length === 0) return [];
  const [before, contact, customer, versions] = await Promise.all([
    deps.consents.state(customerId),
    deps.contactStates.load(customerId),
    deps.customers.record(customerId),
    deps.policies.versions(),
  ]);
  if (!before || !contact || !customer) return [];
  const now = deps.now();
  const inForce = newestInForce(versions, now);
  const changed = changingChoices(before, refused, versions, inForce);
  if (changed.length === 0) return [];
  const path = paths[row.action] ?? 'SIGNED_IN';
  const saying = {
    at: actInstant(before, now),
    version: evidenceVersion(inForce, versions, before.acceptedVersion),
    language: customer.language,
    manner: 'EXPLICIT',
    path,
    actor: actor.id,
    requestId,
    ...(path === 'STAFF' && reference !== undefined && { reference }),
  } as const;
  const facts = choiceFacts(deps, saying, changed, undefined);
  return consentWrites(deps, customerId, { before, facts, contact, at: now }).writes;
});

const everything = refusalsOf(refusablePurposes, contactChannels);
/** The row of a mail's event has its kind as code. */
const complained: MailEventKind = 'COMPLAINED';

/** The choices that a row names as refused. A refusal that does not say of what is one of everything. */
function refusedIn({ action, code, fields }: ReplayedRow): readonly Choice[] {
  if (action === 'MAIL_EVENT') return code === complained ? refusalsOf(marketingPurposes, ['EMAIL']) : [];
  if (!fields) return action === 'SET_CONSENTS' ? [] : everything;
  return everything.filter(({ purpose, channel }) => fields.includes(choiceKey(purpose, channel)));
}
