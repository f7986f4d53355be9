import type { DataClass } from '../access.ts';
import type { BlobClass } from '../customer/customer.ts';
import type { Mail } from '../mail/mail.ts';
import type { Write } from '../ports/commit.ts';
import type { LedgerMarkerStore } from '../restore/ledger-marker.ts';
import type { IdentityOutcome } from './erasure.ts';

/** A row of the records table, known by no more than where it is and what it is: a damaged one goes, too. */
export interface StoredRow {
  readonly pk: string;
  readonly sk: string;
  readonly kind: string;
  /** What the row calls its record, and the state that it is in, where it says so. */
  readonly id: string | undefined;
  readonly state: string | undefined;
  /** What became of the customer in a disclosure. */
  readonly result: string | undefined;
  /** On what that disclosure stands. */
  readonly basis?: string | undefined;
  /** When an erasure was said to have been passed on to processors. */
  readonly passedOnAt?: string | undefined;
  /** Which classes it is about, where the row says so: what a legal hold keeps. */
  readonly classes?: readonly string[] | undefined;
}

/** What is stored of a customer, as an erasure finds and destroys it. */
export interface CustomerRowStore {
  /** Every row of the customer's partition, strongly consistent. */
  own(customerId: string): Promise<readonly StoredRow[]>;
  /** Rows that name the customer elsewhere: lookups, bindings, links, threads. From an index, which may lag. */
  elsewhere(customerId: string): Promise<readonly StoredRow[]>;
  /** Mails that something is still to be done about. */
  pendingMails(customerId: string): Promise<readonly Mail[]>;
  /** Removes a row, or nothing. Refusal STALE_REVISION when it has become another customer's. */
  remove(customerId: string, row: StoredRow): Write;
  /** Takes attributes from a row that stays, and sets others; one whose state is set is due no more. Refusal STALE_REVISION when it is gone. */
  reduce(row: StoredRow, without: readonly string[], set: Readonly<Record<string, string>>): Write;
  /** Takes blobs from the customer's record. Refusal STALE_REVISION when it is gone. */
  dropBlobs(customerId: string, classes: readonly BlobClass[]): Write;
  /** Customers with a closed account whose retention may have ended at or before an instant, of one shard. From an index. */
  retentionDue(shard: number, until: Date, first: number): Promise<readonly string[]>;
}

/** The Keys table, as an erasure destroys what is in it. */
export interface KeyShredding {
  /** Classes that the customer has keys of, strongly consistent. */
  classes(customerId: string): Promise<readonly DataClass[]>;
  /** Destroys all of a customer's keys: the item goes. */
  shred(customerId: string): Write;
  /** Destroys those of some classes, in every version. Undefined when there are none (any more). Refusal STALE_REVISION. */
  shredClasses(customerId: string, classes: readonly DataClass[]): Promise<Write | undefined>;
}

/** MACs of addresses to which no mail goes again, under a key that does not rotate. */
export interface SuppressionStore {
  has(addressIndex: string): Promise<boolean>;
  put(addressIndex: string): Write;
}

/** The issuer of customers' sign-in, where it takes erasures. */
export interface IdentityProvider {
  /** Has it forget the subject that a customer signs in as. Can be repeated. */
  forget(customerId: string): Promise<IdentityOutcome>;
}

/** The ports of erasures, beside those that all have. */
export interface ErasurePorts {
  readonly customerRows: CustomerRowStore;
  readonly keyShredding: KeyShredding;
  readonly suppressions: SuppressionStore;
  readonly ledgerMarker: LedgerMarkerStore;
  /** Undefined: it offers no such thing. */
  readonly identityProvider: IdentityProvider | undefined;
  /** Waits so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
}
