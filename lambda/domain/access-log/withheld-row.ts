import { limits } from '../../declared/limits.ts';
import type { AuditRow } from '../audit/row.ts';
import { isDisclosureId } from '../disclosure/disclosure-id.ts';
import { hasEnded } from '../disclosure/disclosure-moves.ts';
import { isLookToldOf, isTold } from '../disclosure/own-disclosures.ts';
import { withheldUntilOf } from '../disclosure/withheld.ts';
import { milliseconds } from '../span.ts';
import type { AccessContext } from './access-log.ts';

/** The disclosure that somebody read a value for. */
export const readFor = ({ action, reference }: AuditRow): string | undefined =>
  action === 'READ' && reference !== undefined && isDisclosureId(reference) ? reference : undefined;

/**
 * Whether a row is kept from the customer at an instant: every row that names a disclosure of which `me.disclosures` does not tell either,
 * or one that nothing is known of yet; and a look-up that may have been for one. That an employee read a value for it is told in the end, though
 * nothing was ever given.
 */
export function isWithheldRow(row: AuditRow, context: AccessContext, now: Date): boolean {
  const { reference } = row;
  const { disclosures } = context;
  if (row.action === 'LOOKUP') return mayBeForOrder(row, context, now);
  // Whatever looks like one, be it well-formed or not.
  if (reference === undefined || !/^dis-/.test(reference)) return false;
  const disclosure = disclosures.get(reference);
  if (disclosure && isTold(disclosure, now)) return false;
  const named = readFor(row) === undefined ? undefined : context.named.get(reference);
  if (!named) return true;
  return !isLookToldOf({ withheldUntil: withheldUntilOf(named.basis), isOver: hasEnded(named) }, now);
}

/**
 * Whoever keeps the disclosures looks up whom an order names before there is one to refer to: told at once, it would tell of the inquiry. All
 * their look-ups are told some days later, so that one that is missing says nothing; and one before an order that is withheld with that order.
 */
function mayBeForOrder({ at, actor }: AuditRow, { disclosures }: AccessContext, now: Date): boolean {
  if (!actor.roles.some((role) => role === 'legal' || role === 'privacy_officer')) return false;
  const days = milliseconds({ days: limits.orderLookupDays });
  if (Date.parse(at) + days > now.getTime()) return true;
  return [...disclosures.values()].some(
    (one) =>
      one.basis === 'LEGAL_ORDER' &&
      Date.parse(at) + days >= Date.parse(one.at) &&
      !isLookToldOf({ withheldUntil: one.withheldUntil, isOver: one.result !== 'PENDING' }, now),
  );
}
