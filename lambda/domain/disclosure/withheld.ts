import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import { milliseconds } from '../span.ts';
import type { Basis } from './disclosure.ts';

/** Until when a customer is not told; undefined: at once. A lawful order alone can name a day. */
export const withheldUntilOf = (basis: Basis): string | undefined =>
  basis.kind === 'LEGAL_ORDER' ? basis.withheldUntil : undefined;

/** Whether the customer is not to be told yet at an instant. */
export const isWithheld = (until: string | undefined, now: Date): until is string =>
  until !== undefined && until > now.toISOString();

/** @throws DomainError IN_THE_PAST, TOO_FAR at `order.withheldUntil` */
export function judgeWithheld(until: Date, now: Date): void {
  const path = ['order', 'withheldUntil'];
  if (until <= now) throw new DomainError('IN_THE_PAST', path);
  if (until.getTime() > now.getTime() + milliseconds({ days: limits.withheldDays }))
    throw new DomainError('TOO_FAR', path);
}
