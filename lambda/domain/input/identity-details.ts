import type { IdentityDetails } from '../customer/details.ts';
import { parseInput } from './collect-issues.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { registrationNumber } from './identity-number.ts';
import { objectOf } from './object.ts';
import { postalAddress } from './postal-address.ts';

/**
 * Identity details to add. The kind of customer is not known yet when this is parsed, so the number is judged as an organisation's, the
 * wider. Nothing can be removed this way.
 * @throws DomainError with every issue.
 */
export function parseIdentityDetails(input: unknown, now: Date): IdentityDetails {
  const optional = {
    address: postalAddress,
    dateOfBirth: dateOfBirth(now),
    identityNumber: registrationNumber,
  };
  return parseInput(objectOf({ optional }), input);
}
