import { milliseconds } from '../span.ts';
import { noticeDays, type ServiceTerm } from './service-term.ts';

export type NextNotice = NonNullable<ServiceTerm['nextNotice']>;

const day = milliseconds({ days: 1 });

/** The first notice of a term's end that is still to come after an instant (P2.3). */
export function noticeAfter(expiresAt: string, now: Date): NextNotice | undefined {
  const end = Date.parse(expiresAt);
  const days = noticeDays.find((before) => end - before * day > now.getTime());
  return days === undefined ? undefined : { days, dueAt: new Date(end - days * day).toISOString() };
}

/**
 * Which notice a customer is owed now: of several whose instants have passed, the last alone. None before the first, and none once the term
 * has ended.
 */
export function noticeOwed(expiresAt: string, now: Date): number | undefined {
  const left = Date.parse(expiresAt) - now.getTime();
  return left <= 0 ? undefined : noticeDays.findLast((days) => left <= days * day);
}

/** Days until a term ends, begun ones too: what a notice says, however late it is. */
export function daysLeft(expiresAt: string, now: Date): number {
  return Math.ceil((Date.parse(expiresAt) - now.getTime()) / day);
}
