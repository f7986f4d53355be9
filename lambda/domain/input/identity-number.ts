import type { CustomerKind } from '../customer/customer.ts';
import { readCompact } from './compact.ts';
import { type Parser, refuse } from './parser.ts';

/**
 * The number of a citizen identity card (12 digits, the first a 0: Decree 137/2015, 13), an older identity card (9 digits) or a
 * passport (6 to 12 letters and digits).
 */
export const personIdentityNumber: Parser<string> = (value, path, issues) => {
  const number = readCompact(value, path, issues);
  if (number === undefined) return undefined;
  const good = /^\d{12}$/.test(number) ? number.startsWith('0') : /^(?=.*\d)[A-Z0-9]{6,12}$/.test(number);
  return good ? number : refuse(issues, 'INVALID_FORMAT', path);
};

/** The number a business, household business or body is registered under: 5 to 20 letters, digits and slashes. */
export const registrationNumber: Parser<string> = (value, path, issues) => {
  const number = readCompact(value, path, issues);
  if (number === undefined) return undefined;
  const good = /^[\p{Lu}\d/]{5,20}$/u.test(number) && /\d/.test(number);
  return good ? number : refuse(issues, 'INVALID_FORMAT', path);
};

/** The number of the paper that a customer of a kind is known by. */
export const identityNumberOf = (kind: CustomerKind): Parser<string> =>
  kind === 'INDIVIDUAL' ? personIdentityNumber : registrationNumber;
