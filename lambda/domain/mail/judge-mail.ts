import { quotaFreeAt, withoutOne } from '../contact/contact-times.ts';
import { type ContactDecision, type ContactFacts, decideContact } from '../contact/decide-contact.ts';
import { law } from '../law.ts';
import { notTaken } from './begin-sending.ts';
import type { KeptDecision, Mail } from './mail.ts';

/** The gate's second answer, when sending is to begin: the one that counts. */
export interface JudgedMail {
  readonly decision: ContactDecision;
  /** The mail with that answer; advertising if it was so when it was queued or is so now. */
  readonly mail: Mail;
}

export function judgeMail(facts: ContactFacts, queued: Mail, now: Date): JudgedMail {
  const advertisedAt = withoutOne(facts.advertisedAt, notTaken(queued));
  const said = decideContact({ ...facts, advertisedAt }, queued.purpose, 'EMAIL', now);
  const decision = queued.advertising ? underQuota(said, advertisedAt, now) : said;
  const advertising = queued.advertising || decision.advertising;
  return { decision, mail: { ...queued, advertising, sendingDecision: keptDecision(decision, now) } };
}

/** What was queued as advertising counts as such, whatever a newer version of the policy calls it. */
function underQuota(decision: ContactDecision, advertisedAt: readonly string[], now: Date): ContactDecision {
  const until = decision.allowed ? quotaFreeAt(advertisedAt, now) : undefined;
  if (until === undefined) return decision;
  const rules = [law.advertisingPerDay.article];
  return { allowed: false, reason: 'QUOTA_SPENT', rules, advertising: true, until };
}

/** An answer of the gate as it is kept with a mail. */
export function keptDecision({ allowed, reason, rules }: ContactDecision, at: Date): KeptDecision {
  return { at: at.toISOString(), allowed, reason, rules };
}
