import { limits } from '../../declared/limits.ts';
import type { AddressState, ContactState } from '../ports/contact.ts';
import { after, before } from '../span.ts';

/** Why an address stands as it does (P3.2). */
export const addressCauses = [
  'REGISTERED',
  'IMPORTED',
  'CONFIRMED',
  'CHANGED',
  'HARD_BOUNCE',
  'SOFT_BOUNCES',
  'COMPLAINT',
  /** Given up: it bounced for so long, and nobody confirmed it. */
  'STAYED_BOUNCING',
] as const;
export type AddressCause = (typeof addressCauses)[number];

/** What is known of an address beside its state. */
export interface AddressStanding {
  readonly addressCause?: AddressCause;
  /** From when on the address has been in its state. */
  readonly addressSince?: string;
  /** Soft bounces of the last days, oldest first. */
  readonly softBounces?: readonly string[];
  /** When the customer was last reminded to confirm it anew. */
  readonly remindedAt?: string;
}

/** An address that comes into a state: what was counted of it begins anew. */
export function standing(
  state: ContactState,
  addressState: AddressState,
  addressCause: AddressCause,
  at: Date,
): ContactState {
  const { remindedAt: _, ...rest } = state;
  return { ...rest, addressState, addressCause, addressSince: at.toISOString(), softBounces: [] };
}

/** Soft bounces that still count, one more among them. */
export function softBouncesNext({ softBounces = [] }: AddressStanding, at: Date): readonly string[] {
  const oldest = before(at, { days: limits.softBounceDays });
  return [...softBounces.filter((one) => one > oldest), at.toISOString()];
}

/** Whether a confirmed address was confirmed so long ago that it is to be confirmed again. */
export function isConfirmationDue(
  state: Pick<ContactState, 'addressState' | 'verifiedAt'>,
  now: Date,
): boolean {
  const { addressState, verifiedAt } = state;
  if (addressState !== 'VERIFIED' || verifiedAt === undefined) return false;
  return after(verifiedAt, { days: limits.confirmationDays }) <= now.toISOString();
}

/** When an address is to be looked after next, and what for; undefined while nothing is to come. One that is held waits. */
export function nextLook(
  state: ContactState,
): { readonly at: string; readonly act: 'REMIND' | 'GIVE_UP' } | undefined {
  const { addressState, addressSince, verifiedAt, remindedAt, isHeld } = state;
  if (isHeld) return undefined;
  if (addressState === 'VERIFIED' && verifiedAt !== undefined) {
    const from = remindedAt !== undefined && remindedAt > verifiedAt ? remindedAt : verifiedAt;
    return { at: after(from, { days: limits.confirmationDays }), act: 'REMIND' };
  }
  if (addressState === 'BOUNCING' && addressSince !== undefined)
    return { at: after(addressSince, { days: limits.bouncingDays }), act: 'GIVE_UP' };
  return undefined;
}
