import { type PersonalField, personalFields } from '../access.ts';
import { oneOf } from '../input/choice.ts';
import { listOf } from '../input/list.ts';
import { isBlank, type Parser, refuse } from '../input/parser.ts';

/**
 * What a recipient may be given information for. A closed list: a permission or a commitment covers a disclosure for the same purpose and no
 * other (L91 15), which words could not tell.
 */
export const disclosurePurposes = [
  'PAYMENT',
  'REFUND',
  'INVOICING',
  'FRAUD_PREVENTION',
  'DOMAIN_REGISTRATION',
  'SERVICE_DELIVERY',
  'DISPUTE',
  'INVESTIGATION',
  'OTHER_PERMITTED',
] as const;
export type DisclosurePurpose = (typeof disclosurePurposes)[number];

export const disclosurePurpose = oneOf(disclosurePurposes, 'UNKNOWN_PURPOSE');

/** What a customer can permit, or a payment processor commit itself to: an authority investigates on its order alone (P6.5). */
export const permittedPurposes = disclosurePurposes.filter((purpose) => purpose !== 'INVESTIGATION');
export const permittedPurpose = oneOf(permittedPurposes, 'NO_BASIS');

/** Every personal field can be disclosed, on a basis that covers it. */
export const disclosableFields = Object.keys(personalFields) as readonly PersonalField[];

/** Names of fields: one at least, each once, in the order in which the product lists them. */
export const disclosedFields: Parser<readonly PersonalField[]> = (value, path, issues) => {
  if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
  const named = listOf(oneOf(disclosableFields), disclosableFields.length)(value, path, issues);
  if (named?.length === 0) return refuse(issues, 'REQUIRED', path);
  return named && disclosableFields.filter((field) => named.includes(field));
};
