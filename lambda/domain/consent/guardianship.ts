import type { IdentityDetails } from '../customer/details.ts';
import { DomainError, type Issue } from '../errors.ts';
import { law } from '../law.ts';
import type { PolicyVersion } from '../policy/version.ts';
import { type ConsentPurpose, isMarketing } from '../purposes.ts';
import { milliseconds } from '../span.ts';
import type { Choice } from './consent-writes.ts';
import type { ConsentState } from './fact.ts';

/** Who speaks for a customer, and until when the customer spoke as a child. */
export type Guardianship = Pick<ConsentState, 'needsGuardian' | 'childUntil'>;

/** Whether a guardian speaks for the customer, as far as the birth date is known (L91 24). */
export function isUnderGuardianship(
  identity: Pick<IdentityDetails, 'dateOfBirth'> | undefined,
  at: Date,
): boolean {
  if (identity?.dateOfBirth === undefined) return false;
  const [year = 0, month = 1, day = 1] = identity.dateOfBirth.split('-').map(Number);
  const offset = milliseconds({ hours: law.utcOffsetHours });
  return at.getTime() < Date.UTC(year + law.guardianUnderAge, month - 1, day) - offset;
}

/**
 * What a birth date says of today, and of the choices that stand: each was made at the age of its own instant. It names an instant of theirs,
 * and no birthday, for functions read it that may not know one. Without a birth date it stays as it was.
 */
export function guardianshipOf(
  identity: Pick<IdentityDetails, 'dateOfBirth'> | undefined,
  before: Guardianship & Pick<ConsentState, 'choices'>,
  now: Date,
): Guardianship {
  if (identity?.dateOfBirth === undefined) return before;
  const asAChild = Object.values(before.choices).filter(
    ({ granted, byGuardian, at }) => granted && !byGuardian && isUnderGuardianship(identity, new Date(at)),
  );
  const childUntil = asAChild
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  return { needsGuardian: isUnderGuardianship(identity, now), childUntil };
}

export const isSameGuardianship = (one: Guardianship, other: Guardianship): boolean =>
  one.needsGuardian === other.needsGuardian && one.childUntil === other.childUntil;

/**
 * A customer under 16 may refuse everything, and grant no marketing, nor anything else that the version calls advertising.
 * @throws DomainError GUARDIAN_REQUIRED, a path for each choice
 */
export function judgeGuardianship(
  needsGuardian: boolean,
  choices: readonly Choice[],
  inForce: PolicyVersion | undefined,
): void {
  if (!needsGuardian) return;
  const [first, ...more] = choices.flatMap(({ purpose, granted }, i): Issue[] =>
    granted && isForGrownUps(purpose, inForce)
      ? [{ code: 'GUARDIAN_REQUIRED', path: ['consents', String(i), 'granted'] }]
      : [],
  );
  if (first) throw DomainError.of([first, ...more]);
}

/** What a guardian agrees to for a child. */
export function isForGrownUps(purpose: ConsentPurpose, inForce: PolicyVersion | undefined): boolean {
  return (
    isMarketing(purpose) ||
    (inForce?.purposes.some((stated) => stated.purpose === purpose && stated.advertising) ?? false)
  );
}
