import { DomainError } from '../errors.ts';
import type { Disclosure, DisclosureState } from './disclosure.ts';

/** What a disclosure can become, by what it is. What is not here never happens. */
export const disclosureMoves: Readonly<Record<DisclosureState, readonly DisclosureState[]>> = {
  OPENED: ['VERIFIED', 'REJECTED', 'EXPIRED'],
  VERIFIED: ['APPROVED', 'REJECTED', 'EXPIRED'],
  // Back to VERIFIED: an order that the product had to stop before anything left (`stop-disclosure.ts`).
  APPROVED: ['SEALED', 'REVOKED', 'VERIFIED'],
  SEALED: ['COLLECTED', 'REVOKED', 'EXPIRED', 'VERIFIED'],
  COLLECTED: [],
  REJECTED: [],
  REVOKED: [],
  EXPIRED: [],
};

export const hasEnded = ({ state }: Pick<Disclosure, 'state'>): boolean =>
  disclosureMoves[state].length === 0;

/** A disclosure in its next state and version. @throws DomainError WRONG_STATE at `id` */
export function moved(before: Disclosure, to: DisclosureState, changes: Partial<Disclosure>): Disclosure {
  if (!disclosureMoves[before.state].includes(to)) throw new DomainError('WRONG_STATE', ['id']);
  return { ...before, ...changes, state: to, version: before.version + 1 };
}

/** The same state, in its next version. */
export const noted = (before: Disclosure, changes: Partial<Omit<Disclosure, 'state'>>): Disclosure => ({
  ...before,
  ...changes,
  version: before.version + 1,
});
