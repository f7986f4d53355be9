import type { AddressStanding } from '../contact/address-standing.ts';
import type { EmailChange } from '../contact/email-change.ts';
import type { EmailHold, Signals } from '../contact/email-hold.ts';
import type { LookupRow } from '../lookup.ts';
import type { IndexValues } from './blind-index.ts';
import type { Write } from './commit.ts';
import type { DuePage } from './jobs.ts';

/**
 * Who an address belongs to: at most one verified owner; unverified claims expire and yield. What is written is a row for each index, and
 * a condition on each: processes that know other versions of the index key meet at the version they share.
 */
export interface EmailStore {
  /** The verified owner. */
  owner(emailIndexes: readonly string[]): Promise<string | undefined>;
  /** Those with a claim that has not expired; a page of them at most. */
  claimants(emailIndexes: readonly string[]): Promise<readonly string[]>;
  /** Whether any of these customers has a claim, however many others have. */
  isClaimedByAny(emailIndexes: readonly string[], customerIds: readonly string[]): Promise<boolean>;
  /** A claim of the same customer is prolonged. */
  insertClaim(emailIndexes: readonly string[], customerId: string, expiresAt: Date): readonly Write[];
  /** Makes the customer the verified owner. Refusal LINK_INVALID when another is. */
  insertOwner(emailIndexes: readonly string[], customerId: string): readonly Write[];
  deleteClaim(emailIndexes: readonly string[], customerId: string): readonly Write[];
  /** The customer owns it no more; another's stays. Refusal STALE_REVISION when it is another's. */
  deleteOwner(emailIndexes: readonly string[], customerId: string): readonly Write[];
  /** No change; holds while no other customer is the verified owner. Refusal STALE_REVISION. */
  notAnothers(emailIndexes: readonly string[], customerId: string): readonly Write[];
}

/** Who can be found by a phone number; offices share one. */
export interface PhoneStore {
  find(phoneIndexes: readonly string[]): Promise<readonly LookupRow[]>;
  put(rows: readonly LookupRow[]): readonly Write[];
  delete(phoneIndexes: readonly string[], customerId: string): readonly Write[];
}

/** The state that the mail gate reads and that every refusal, hold, restriction and address change bumps. */
export interface ContactState extends AddressStanding {
  readonly customerId: string;
  readonly version: number;
  readonly addressState: AddressState;
  /** The current address. */
  readonly emailIndexes: IndexValues;
  readonly verifiedAt: string | undefined;
  /** Requests from the address are stopped (P3.6). */
  readonly isHeld: boolean;
  /** Processing is restricted (D356 5(2)). */
  readonly isRestricted: boolean;
  /** When sending of the last three advertising mails began, oldest first. */
  readonly advertisedAt: readonly string[];
  /** Product: when its last term ends. */
  readonly products: Readonly<Record<string, string>>;
}

export const addressStates = ['UNVERIFIED', 'VERIFIED', 'BOUNCING', 'COMPLAINED', 'GIVEN_UP'] as const;

export type AddressState = (typeof addressStates)[number];

export interface ContactStateStore {
  load(customerId: string): Promise<ContactState | undefined>;
  insert(state: ContactState): Write;
  /** Refusal STALE_REVISION. */
  replace(before: ContactState, after: ContactState): Write;
  /** No change; holds only while the version is still the one read. Refusal STALE_REVISION. */
  unchanged(state: ContactState): Write;
  /** No change; holds while processing is not restricted (D356 5(2)). Refusal PROCESSING_RESTRICTED. */
  unrestricted(customerId: string): Write;
  /** Customers whose address is to be looked after at or before an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
  /** Takes a row from the due index that cannot even be parsed, or whose customer is gone, at once and outside any transaction. */
  park(customerId: string): Promise<void>;
}

/** Changes of addresses: the newest of each customer is the one that counts, those before it are kept. */
export interface EmailChangeStore {
  /** The newest. @throws DomainError INTEGRITY_VIOLATION when the row is another customer's */
  load(customerId: string): Promise<EmailChange | undefined>;
  /** The first of a customer, or one in place of another, which is kept in the state given. Refusal STALE_REVISION. */
  insert(
    before: EmailChange | undefined,
    replaced: EmailChange | undefined,
    change: EmailChange,
  ): readonly Write[];
  /** Refusal STALE_REVISION. */
  replace(before: EmailChange, after: EmailChange): Write;
  /** No change; holds while the version is the one read. Refusal STALE_REVISION. */
  unchanged(change: EmailChange): Write;
  /** Customers whose change is to be looked at at or before an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
  /** Takes a row that cannot even be parsed or opened from the due index, at once and outside any transaction. */
  park(customerId: string): Promise<void>;
}

/** Holds of addresses, in the partition of their customer (P3.6). */
export interface EmailHoldStore {
  load(customerId: string, id: string): Promise<EmailHold | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly EmailHold[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: EmailHold | undefined, after: EmailHold): Write;
  /** Those that last, the oldest first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  lasting(first: number, after: string | undefined): Promise<DuePage<EmailHold>>;
}

/** What the rules of holds judge by. */
export interface SignalStore {
  load(customerId: string): Promise<Signals | undefined>;
  /** Refusal STALE_REVISION. */
  put(before: Signals | undefined, after: Signals): Write;
}
