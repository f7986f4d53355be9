import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import { milliseconds } from '../span.ts';
import type { GivenDisclosure } from './parse-disclosure.ts';

/** Clocks of two people differ by so much at most. */
const skewMilliseconds = milliseconds({ minutes: 5 });

/**
 * Whether a request can have been received then: an authority's clock runs from there, and one that cannot be is a slip of the hand.
 * @throws DomainError IN_THE_FUTURE, IN_THE_PAST at `receivedAt`; IN_THE_PAST at `order.deadline` for one that had passed by then
 */
export function judgeReceived(
  { receivedAt, order }: Pick<GivenDisclosure, 'receivedAt' | 'order'>,
  now: Date,
): void {
  const age = now.getTime() - receivedAt.getTime();
  if (age < -skewMilliseconds) throw new DomainError('IN_THE_FUTURE', ['receivedAt']);
  if (age > milliseconds({ days: limits.disclosureReceivedDays }))
    throw new DomainError('IN_THE_PAST', ['receivedAt']);
  if (order?.deadline && order.deadline <= receivedAt)
    throw new DomainError('IN_THE_PAST', ['order', 'deadline']);
}
