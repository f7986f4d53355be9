import { limits } from '../../declared/limits.ts';
import { after, before } from '../span.ts';
import type { Disclosure } from './disclosure.ts';
import { hasEnded } from './disclosure-moves.ts';

/** Sorts behind every instant. */
export const never = '9999-12-31T23:59:59.999Z';

/**
 * When somebody is to look at a disclosure next, which is its place in the work list: an hour before the clock of its authority runs out, as
 * long as nothing was handed out; then the end of its package, or of the time in which it is to be decided. What no clock is set to, one that is
 * being sealed, stands last. Undefined for one that has ended.
 */
export function disclosureDueAt({
  state,
  dueAt,
  package: sealed,
  handedOutAt,
  openedAt,
  stoppedAt,
}: Pick<Disclosure, 'state' | 'dueAt' | 'package' | 'handedOutAt' | 'openedAt' | 'stoppedAt'>):
  | string
  | undefined {
  const answerDueAt = answerIsDueAt({ state, dueAt, handedOutAt });
  if (answerDueAt !== undefined) return warnAt(answerDueAt);
  if (state === 'SEALED') return sealed?.expiresAt;
  const decideBy = decisionIsDueAt({ state, openedAt, stoppedAt });
  if (decideBy !== undefined) return decideBy;
  return hasEnded({ state }) ? undefined : never;
}

/** Until when a request is to be verified and approved, or one that was stopped decided anew, before it ends by itself. Undefined: it was decided. */
export const decisionIsDueAt = ({
  state,
  openedAt,
  stoppedAt,
}: Pick<Disclosure, 'state' | 'openedAt' | 'stoppedAt'>): string | undefined =>
  state === 'OPENED' || state === 'VERIFIED'
    ? after(stoppedAt ?? openedAt, { days: limits.disclosureDecisionDays })
    : undefined;

/** Until when an authority is to have its answer in its hands: a package that lies here sealed is none. Undefined: no clock runs. */
export const answerIsDueAt = ({
  state,
  dueAt,
  handedOutAt,
}: Pick<Disclosure, 'state' | 'dueAt' | 'handedOutAt'>): string | undefined =>
  handedOutAt === undefined && !hasEnded({ state }) ? dueAt : undefined;

/** When somebody is woken because of a clock that runs out. */
export const warnAt = (dueAt: string): string => before(dueAt, { hours: limits.authorityWarningHours });
