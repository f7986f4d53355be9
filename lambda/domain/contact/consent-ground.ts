import { type ConsentState, choiceKey } from '../consent/fact.ts';
import { isStale, standsSince } from '../consent/is-stale.ts';
import type { PolicyVersion } from '../policy/version.ts';
import {
  type ContactChannel,
  isMarketing,
  type OperationalPurpose,
  type RefusablePurpose,
} from '../purposes.ts';
import type { ContactReason } from './contact-reasons.ts';
import type { ContactFacts } from './decide-contact.ts';

/** What lets CloudFly contact somebody for a purpose, or what is missing. */
export interface Ground {
  readonly allowed: boolean;
  readonly reason: ContactReason;
  readonly rules: readonly string[];
}

/** What the customer said, or what stands in for it. */
export function groundFor(
  facts: Pick<ContactFacts, 'consents' | 'versions' | 'inForce'>,
  purpose: RefusablePurpose,
  channel: ContactChannel,
  now: Date,
): Ground {
  const { consents, versions, inForce } = facts;
  const no = (reason: ContactReason, ...rules: string[]): Ground => ({ allowed: false, reason, rules });
  const yes = (reason: ContactReason, ...rules: string[]): Ground => ({ allowed: true, reason, rules });
  const choice = consents?.choices[choiceKey(purpose, channel)];
  if (choice && !choice.granted) return no('REFUSED', 'P2.6', 'D91 13(4)');
  if (!inForce) return no('NO_POLICY_IN_FORCE', 'P7.4');
  const stated = inForce.purposes.find((one) => one.purpose === purpose);
  if (!stated) return no('PURPOSE_NOT_IN_POLICY', 'P1.3');
  const isFresh = choice !== undefined && !isStale(purpose, choice, versions, inForce);
  if (isMarketing(purpose) || stated.advertising) {
    if (!choice) return no('NO_CONSENT', 'P1.3', 'D330 37');
    if (consents && !choice.byGuardian) {
      if (consents.needsGuardian) return no('GUARDIAN_NEEDED', 'L91 24');
      // Agreed to by a child alone: no birthday makes it good.
      if (choice.at <= (consents.childUntil ?? '')) return no('CONSENT_STALE', 'L91 24');
    }
    if (!isFresh) return no('CONSENT_STALE', 'P0.2', 'D330 37');
    return yes('CONSENT', 'P1.3', 'D330 37');
  }
  if (isFresh) return yes('CONSENT', 'P1.3');
  if (hasBasis(consents, purpose, now)) return yes('LEGAL_BASIS', 'L91 19');
  if (stated.coveredByAgreement && agreementCovers(facts, inForce, purpose)) return yes('AGREEMENT', 'P1.3');
  return choice ? no('CONSENT_STALE', 'P0.2') : no('NO_CONSENT', 'P1.3');
}

/** What was agreed to covers a purpose as long as every version since states it as the accepted one did (P0.2). */
function agreementCovers(
  { consents, versions }: Pick<ContactFacts, 'consents' | 'versions'>,
  inForce: PolicyVersion,
  purpose: OperationalPurpose,
): boolean {
  const accepted = versions.find(({ version }) => version === consents?.acceptedVersion);
  const stated = accepted?.purposes.find((one) => one.purpose === purpose);
  return Boolean(accepted && stated?.coveredByAgreement && standsSince(accepted, purpose, versions, inForce));
}

function hasBasis(consents: ConsentState | undefined, purpose: OperationalPurpose, now: Date): boolean {
  const basis = consents?.bases[purpose];
  return basis !== undefined && (basis.endsAt === undefined || Date.parse(basis.endsAt) > now.getTime());
}
