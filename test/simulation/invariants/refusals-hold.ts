import type { Row } from '../services.ts';
import { changesIn, count, flag, type Invariant, inside, text } from './left.ts';

const duties =
  /^(EMAIL_VERIFICATION|EMAIL_CHANGE_NOTICE|POLICY_CHANGE|INFORMATION_REQUEST|REFUSAL_CONFIRMATION|REQUEST_ANSWER|DISCLOSURE_NOTICE|SECURITY_NOTICE)$/;
const marketing = /^(NEW_PRODUCTS|PROMOTIONS|SURVEYS)$/;

/** Goes through all changes in the order of their commits: when sending of a mail began, the customer's word of that moment allowed it. */
export const refusalsHold: Invariant = (left) => {
  const consents = new Map<string, Row | undefined>();
  const contacts = new Map<string, Row | undefined>();
  const broken: string[] = [];
  for (const { before, after } of changesIn(left, 'records')) {
    const row = after ?? before;
    const customer = text(row, 'pk');
    if (text(row, 'kind') === 'CONSENT_STATE') consents.set(customer, after);
    if (text(row, 'kind') === 'CONTACT_STATE') contacts.set(customer, after);
    if (text(row, 'kind') !== 'MAIL' || text(after, 'state') !== 'SENDING') continue;
    if (count(before, 'attempt') === count(after, 'attempt')) continue;
    const why = forbids(text(after, 'purpose'), consents.get(customer), contacts.get(customer));
    if (why) broken.push(`${text(after, 'id')} ${text(after, 'purpose')}: ${why}`);
  }
  return broken;
};

function forbids(purpose: string, consents: Row | undefined, contact: Row | undefined): string | undefined {
  if (duties.test(purpose)) return undefined;
  const choice = inside(consents, 'choices')[`${purpose}:EMAIL`]?.M;
  if (choice && !flag(choice, 'granted')) return 'was refused';
  if (text(contact, 'addressState') !== 'VERIFIED') return 'the address is not confirmed';
  if (!marketing.test(purpose)) return undefined;
  if (!choice) return 'was never chosen';
  return flag(contact, 'isRestricted') ? 'processing is restricted' : undefined;
}
