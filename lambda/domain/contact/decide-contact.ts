import type { ConsentState } from '../consent/fact.ts';
import { law } from '../law.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { AddressState } from '../ports/contact.ts';
import {
  type ContactChannel,
  confidentialDuties,
  type DutyPurpose,
  isDuty,
  isMarketing,
  type MailPurpose,
  type RefusablePurpose,
} from '../purposes.ts';
import { groundFor } from './consent-ground.ts';
import type { ContactReason } from './contact-reasons.ts';
import { hoursOpenAt, quotaFreeAt } from './contact-times.ts';

/** All that the gate judges by. */
export interface ContactFacts {
  readonly consents: ConsentState | undefined;
  readonly versions: readonly PolicyVersion[];
  readonly inForce: PolicyVersion | undefined;
  readonly addressState: AddressState;
  /** It was confirmed so long ago that it is to be confirmed again (P3.2). */
  readonly isConfirmationDue?: boolean;
  /** Requests from the address are stopped until the customer is reached (P3.6). */
  readonly isHeld: boolean;
  /** The customer restricted processing, or objected to it (D356 5(2)). */
  readonly isRestricted: boolean;
  /** An open account, or a running term of a service (P4.4). */
  readonly isAssociated: boolean;
  /** When sending of the last three advertising mails began. */
  readonly advertisedAt: readonly string[];
}

export interface ContactDecision {
  readonly allowed: boolean;
  readonly reason: ContactReason;
  /** Clauses of the policy and articles of the law it follows from. */
  readonly rules: readonly string[];
  /** It would be advertising: label, quota and refusal links go with it. */
  readonly advertising: boolean;
  /** For QUOTA_SPENT and OUTSIDE_HOURS: from when the answer may be another. */
  readonly until?: string;
}

/**
 * Whether CloudFly may contact a customer for a purpose over a channel now (P1.2). Pure: the same facts, the same answer. A refusal
 * wins over everything; a duty goes whatever was consented to, and carries no advertising; everything else needs its ground, and a
 * way that is open.
 */
export function decideContact(
  facts: ContactFacts,
  purpose: MailPurpose,
  channel: ContactChannel,
  now: Date,
): ContactDecision {
  if (isDuty(purpose)) return decideDuty(facts, purpose, channel, now);
  const advertising = isAdvertising(facts, purpose);
  const refuse = (reason: ContactReason, rules: readonly string[], until?: string): ContactDecision => ({
    allowed: false,
    reason,
    rules,
    advertising,
    ...(until !== undefined && { until }),
  });
  const ground = groundFor(facts, purpose, channel, now);
  if (ground.reason === 'REFUSED') return refuse('REFUSED', ground.rules);
  if (facts.isRestricted) return refuse('RESTRICTED', ['D356 5(2)']);
  if (!ground.allowed) return refuse(ground.reason, ground.rules);
  if (!facts.isAssociated) return refuse('ASSOCIATION_ENDED', ['P4.4']);
  if (channel === 'EMAIL') {
    const closed = closedAddress(facts);
    if (closed) return refuse(closed, closed === 'ADDRESS_HELD' ? ['P3.6'] : ['P3.2', 'P3.3']);
    if (advertising) {
      const until = quotaFreeAt(facts.advertisedAt, now);
      if (until !== undefined) return refuse('QUOTA_SPENT', [law.advertisingPerDay.article], until);
    }
  } else {
    const until = hoursOpenAt(channel, now);
    if (until !== undefined) return refuse('OUTSIDE_HOURS', [law.contactHours.article], until);
  }
  return { allowed: true, reason: ground.reason, rules: ground.rules, advertising };
}

function decideDuty(
  { addressState, isHeld, isConfirmationDue = false }: ContactFacts,
  purpose: DutyPurpose,
  channel: ContactChannel,
  now: Date,
): ContactDecision {
  const answer = (allowed: boolean, reason: ContactReason, rules: readonly string[]): ContactDecision => ({
    allowed,
    reason,
    rules,
    advertising: false,
  });
  if (channel !== 'EMAIL') {
    // No duty is to be called about at night.
    const until = hoursOpenAt(channel, now);
    if (until === undefined) return answer(true, 'DUTY', ['P1.1']);
    return { ...answer(false, 'OUTSIDE_HOURS', [law.contactHours.article]), until };
  }
  if (purpose === 'EMAIL_VERIFICATION')
    return addressState === 'VERIFIED' && !isConfirmationDue
      ? answer(false, 'ALREADY_VERIFIED', ['P3.2'])
      : answer(true, 'DUTY', ['P3.2']);
  if (addressState === 'BOUNCING') return answer(false, 'ADDRESS_BOUNCING', ['P3.2']);
  // Whoever reads an address that nobody confirmed may be a stranger, and gets nothing but the question whether it is theirs.
  if (addressState === 'UNVERIFIED') return answer(false, 'ADDRESS_UNVERIFIED', ['P3.1', 'P3.2']);
  if (addressState === 'GIVEN_UP') return answer(false, 'ADDRESS_GIVEN_UP', ['P3.2']);
  const isConfidential = confidentialDuties.some((duty) => duty === purpose);
  if (isConfidential && addressState === 'COMPLAINED') return answer(false, 'ADDRESS_COMPLAINED', ['P3.3']);
  if (isConfidential && isHeld) return answer(false, 'ADDRESS_HELD', ['P3.6']);
  return answer(true, 'DUTY', ['P1.1']);
}

function closedAddress({ addressState, isHeld }: ContactFacts): ContactReason | undefined {
  if (isHeld) return 'ADDRESS_HELD';
  if (addressState === 'UNVERIFIED') return 'ADDRESS_UNVERIFIED';
  if (addressState === 'BOUNCING') return 'ADDRESS_BOUNCING';
  if (addressState === 'GIVEN_UP') return 'ADDRESS_GIVEN_UP';
  return addressState === 'COMPLAINED' ? 'ADDRESS_COMPLAINED' : undefined;
}

/** What a version calls advertising; marketing that none states otherwise is taken for it. */
function isAdvertising({ inForce }: ContactFacts, purpose: RefusablePurpose): boolean {
  const stated = inForce?.purposes.find((one) => one.purpose === purpose);
  return stated?.advertising ?? isMarketing(purpose);
}
