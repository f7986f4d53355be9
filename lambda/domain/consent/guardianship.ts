import type { IdentityDetails } from '../customer/details.ts';
import { DomainError, type Issue } from '../errors.ts';
import { law } from '../law.ts';
import { isMarketing } from '../purposes.ts';
import type { Choice } from './consent-writes.ts';

/** Whether a guardian speaks for the customer, as far as the birth date is known (L91 24). */
export function isUnderGuardianship(
  identity: Pick<IdentityDetails, 'dateOfBirth'> | undefined,
  at: Date,
): boolean {
  if (identity?.dateOfBirth === undefined) return false;
  const [year = 0, month = 1, day = 1] = identity.dateOfBirth.split('-').map(Number);
  const offset = law.utcOffsetHours * 3_600_000;
  return at.getTime() < Date.UTC(year + law.guardianUnderAge, month - 1, day) - offset;
}

/**
 * A customer under 16 may refuse everything, and grant no marketing.
 * @throws DomainError GUARDIAN_REQUIRED, a path for each choice
 */
export function judgeGuardianship(needsGuardian: boolean, choices: readonly Choice[]): void {
  if (!needsGuardian) return;
  const [first, ...more] = choices.flatMap(({ purpose, granted }, i): Issue[] =>
    granted && isMarketing(purpose)
      ? [{ code: 'GUARDIAN_REQUIRED', path: ['consents', String(i), 'granted'] }]
      : [],
  );
  if (first) throw DomainError.of([first, ...more]);
}
