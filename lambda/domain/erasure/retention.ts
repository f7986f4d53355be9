import { limits } from '../../declared/limits.ts';
import { type DataClass, dataClasses } from '../access.ts';
import type { Customer } from '../customer/customer.ts';
import type { ContactState } from '../ports/contact.ts';
import { after } from '../span.ts';

/**
 * Days that each class is kept after the end of the association (P4.4, L91 14). What tax and accounting law have CloudFly keep for longer
 * lies in its billing systems: here nothing is kept because it might be of use.
 */
export const retentionDays: Readonly<Record<DataClass, number>> = {
  contact: limits.retentionDays,
  identity: limits.retentionDays,
  payment: limits.retentionDays,
  content: limits.retentionDays,
};

/** When the association of a closed account ends, or ended: with the account, or with the last service after it (P4.4). */
export function associationEnd(
  { closedAt }: Pick<Customer, 'closedAt'>,
  { products }: Pick<ContactState, 'products'>,
): string | undefined {
  if (closedAt === undefined) return undefined;
  return [closedAt, ...Object.values(products)].sort(byTime).at(-1);
}

/** When a class has been kept long enough. */
export const retentionEnd = (end: string, dataClass: DataClass): string =>
  after(end, { days: retentionDays[dataClass] });

/** The first instant at which a class of these has been kept long enough. */
export const firstRetentionEnd = (
  end: string,
  classes: readonly DataClass[] = dataClasses,
): string | undefined => classes.map((one) => retentionEnd(end, one)).sort(byTime)[0];

/** Instants in RFC 3339, all in UTC and to the millisecond, sort as their texts do. */
const byTime = (one: string, other: string): number => (one < other ? -1 : 1);
