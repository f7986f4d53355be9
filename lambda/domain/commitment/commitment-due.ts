import { limits } from '../../declared/limits.ts';
import { before } from '../span.ts';
import type { Commitment } from './commitment.ts';

/**
 * When somebody is to look at a commitment next: 30 days before its end, to warn, where that was not done; then at its end. Undefined once it
 * has ended.
 */
export function commitmentDueAt({
  state,
  until,
  warnedAt,
}: Pick<Commitment, 'state' | 'until' | 'warnedAt'>): string | undefined {
  if (state === 'ENDED') return undefined;
  return state === 'ACTIVE' && warnedAt === undefined ? warningOf(until) : until;
}

/** When a commitment that ends at an instant is warned of. */
export const warningOf = (until: string): string => before(until, { days: limits.commitmentWarningDays });
