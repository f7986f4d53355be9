import type { ContactState } from '../ports.ts';
import { dutyPurposes, type MailPurpose } from '../purposes.ts';

export type DutyDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'NOT_A_DUTY' | 'ALREADY_VERIFIED' };

/**
 * Whether a mail that law, the policy or the customer's own open request obliges CloudFly to send may go. Duties go whatever was
 * consented to; any other purpose needs a consent, and is refused here. A verification is pointless once the address is verified.
 */
export function decideDuty(purpose: MailPurpose, contactState: ContactState): DutyDecision {
  if (!dutyPurposes.some((duty) => duty === purpose)) return { allowed: false, reason: 'NOT_A_DUTY' };
  if (purpose === 'EMAIL_VERIFICATION' && contactState.addressState === 'VERIFIED')
    return { allowed: false, reason: 'ALREADY_VERIFIED' };
  return { allowed: true };
}
