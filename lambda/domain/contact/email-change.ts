import * as z from 'zod/mini';
import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import { uncover } from '../pii.ts';
import type { IndexValues } from '../ports/blind-index.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import { after } from '../span.ts';

/**
 * AWAITING_APPROVAL (with staff's help only) → PENDING → SWITCHED. What ends it otherwise: STOPPED by the old address, CANCELLED by the
 * signed-in customer, REPLACED by a newer change, EXPIRED when nobody confirmed the new address, or nobody approved, in time.
 */
export const emailChangeStates = [
  'AWAITING_APPROVAL',
  'PENDING',
  'SWITCHED',
  'STOPPED',
  'CANCELLED',
  'REPLACED',
  'EXPIRED',
] as const;
export type EmailChangeState = (typeof emailChangeStates)[number];

/** A change of the customer's address (P3.5). Nothing in it is readable personal data. */
export interface EmailChange {
  readonly id: string;
  readonly customerId: string;
  readonly version: number;
  readonly state: EmailChangeState;
  /** The new address under every version of the index key, current first. */
  readonly emailIndexes: IndexValues;
  /** `PendingAddress`: record kind `emailChange`, class contact, record id = id, revision 1. Gone once the change is over, but for assisted ones. */
  readonly sealed: Uint8Array | undefined;
  readonly requestedAt: string;
  /** Who asked, as the audit trail names them. */
  readonly requestedBy: string;
  /** For a customer who lost the mailbox: the ticket, and which second employee approved. */
  readonly assisted:
    | { readonly ticket: string; readonly approvedBy?: string; readonly approvedAt?: string }
    | undefined;
  /** From being announced: when both mails were queued, which one tells the old address, and what follows when nobody says anything. */
  readonly announced:
    | {
        readonly at: string;
        readonly mailId: string;
        /** Until when the new address can be confirmed. */
        readonly verifyBy: string;
        /** When it switches unless the old address says otherwise, and not before: 72 hours from then, or from the end of a hold. */
        readonly switchesAt: string;
      }
    | undefined;
  /** When the new address was confirmed. */
  readonly verifiedAt: string | undefined;
  /** When the old address agreed to switch at once. */
  readonly agreedAt: string | undefined;
  readonly endedAt: string | undefined;
  /** When it is to be looked at; absent once it is over. */
  readonly dueAt: string | undefined;
}

/** What is sealed of a change: the address, and what an employee saw as proof. */
export interface PendingAddress {
  readonly email: string;
  readonly evidence?: string;
}
const shape = z.object({ email: z.string(), evidence: z.exactOptional(z.string()) });

const sealedAt = (id: string) =>
  ({ dataClass: 'contact', kind: 'emailChange', recordId: id, revision: 1 }) as const;

export function sealPending(
  sealing: Pick<ReadySealing, 'seal'>,
  keyring: Keyring,
  id: string,
  pending: PendingAddress,
): Uint8Array {
  return sealing.seal(keyring, sealedAt(id), pending);
}

/** @throws DomainError INTEGRITY_VIOLATION when it is not what was sealed, or the change is over and nothing is left of it */
export function openPending(
  sealing: Pick<ReadySealing, 'open'>,
  keyring: Keyring,
  { id, sealed }: Pick<EmailChange, 'id' | 'sealed'>,
): PendingAddress {
  if (!sealed) throw new DomainError('INTEGRITY_VIOLATION');
  const parsed = shape.safeParse(uncover(sealing.open(keyring, sealedAt(id), sealed)));
  if (!parsed.success) throw new DomainError('INTEGRITY_VIOLATION');
  return parsed.data;
}

export const isOpen = ({ state }: Pick<EmailChange, 'state'>): boolean =>
  state === 'AWAITING_APPROVAL' || state === 'PENDING';

/** The change over. The address is kept no longer than it is needed: an assisted one is accounted for by what was seen. */
export function ended(
  change: EmailChange,
  state: Exclude<EmailChangeState, 'AWAITING_APPROVAL' | 'PENDING'>,
  at: Date,
): EmailChange {
  const sealed = change.assisted ? change.sealed : undefined;
  return {
    ...change,
    version: change.version + 1,
    state,
    sealed,
    endedAt: at.toISOString(),
    dueAt: undefined,
  };
}

/**
 * A pending change as its customer's address is held no more: what the mailbox said before counts for nothing, and its hours begin anew:
 * it does not switch before the customer had the time to see it.
 */
export function begunAnew(change: EmailChange, at: Date): EmailChange {
  if (!change.announced) throw new DomainError('INTEGRITY_VIOLATION');
  const switchesAt = after(at, { hours: limits.emailChangeWaitHours });
  return said({ ...change, agreedAt: undefined, announced: { ...change.announced, switchesAt } }, {});
}

/** A pending change after somebody said something of it: due when it now can switch, or when time speaks. */
export function said(
  change: EmailChange,
  words: { readonly verifiedAt?: string; readonly agreedAt?: string },
): EmailChange {
  const after = { ...change, ...words, version: change.version + 1 };
  const { announced, verifiedAt, agreedAt } = after;
  if (!announced) throw new DomainError('WRONG_STATE');
  if (verifiedAt === undefined) return { ...after, dueAt: announced.verifyBy };
  if (agreedAt === undefined) return { ...after, dueAt: announced.switchesAt };
  // Both have spoken: it is due, whichever spoke last.
  return { ...after, dueAt: agreedAt };
}
