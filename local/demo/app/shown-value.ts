import type { AddressFragment, Language, PaymentSideFragment } from '../generated/graphql.ts';
import { dayIn } from './when.ts';

/** An address on one line. */
export const writtenAddress = ({ line, ward, district, province }: AddressFragment): string =>
  [line, ward, district, province].filter((part) => part).join(', ');

/** A detail of the record on one line, whichever it is; undefined where there is none. */
export function shownValue(language: Language, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayIn(language, value) : value;
  if (isAddress(value)) return writtenAddress(value);
  if (isAccount(value)) return `${value.bank}, ${value.number}, ${value.holder}`;
  if (isCard(value)) return `${value.brand} •••• ${value.lastFour}, ${value.expiry}`;
  return undefined;
}

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && name in value;
const isAddress = (value: unknown): value is AddressFragment => has(value, 'province');
const isAccount = (value: unknown): value is NonNullable<PaymentSideFragment['bankAccount']> =>
  has(value, 'holder');
const isCard = (value: unknown): value is NonNullable<PaymentSideFragment['card']> => has(value, 'lastFour');
