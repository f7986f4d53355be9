import type { DataClass } from '../access.ts';
import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring } from '../ports/sealing.ts';
import type { KeyVersions } from '../stored-keys.ts';
import type { RotatingKey } from './rotating-key.ts';

/** A wrapped DEK in its subject's item of the Keys table. */
export interface StoredDek {
  readonly subjectId: string;
  readonly dataClass: DataClass;
  readonly version: number;
  readonly wrapped: Uint8Array;
}

/** The Keys table, as a rotation needs it. Every read is strongly consistent. */
export interface KeyTable {
  loadVersions(family: string): Promise<KeyVersions | undefined>;
  /** Refusal STALE_REVISION when they are no longer those read. */
  replaceVersions(family: string, before: KeyVersions, after: KeyVersions): Write;
  /** No change; holds while they are those read. Refusal STALE_REVISION. */
  unchangedVersions(family: string, versions: KeyVersions): Write;
  hasKey(name: string): Promise<boolean>;
  /** Removes a wrapped key for good. Refusal STALE_REVISION when it is gone. */
  removeKey(name: string): Write;
  /**
   * One page of the whole table: every wrapped DEK of a class, current or not.
   * @param after where the page before ended
   */
  deks(
    dataClass: DataClass,
    after: string | undefined,
  ): Promise<{ readonly deks: readonly StoredDek[]; readonly next: string | undefined }>;
  /** Puts a DEK wrapped anew in place of the one read. False when that is not there any more: somebody was faster. */
  replaceDek(before: StoredDek, wrapped: Uint8Array): Promise<boolean>;
  /** No change; holds while the class of a subject is as it was read, and not shredded. Refusal STALE_REVISION. */
  unchangedClass(keyring: Keyring, dataClass: DataClass): Write;
}

/** What a rotation does with keys in the clear: they do not leave it. */
export interface RotationKeys {
  /** Makes a version, unless it is there: one KMS call. */
  make(key: RotatingKey, version: number): Promise<void>;
  /**
   * A DEK wrapped under another epoch; undefined when it is under that one.
   * @throws DomainError INTEGRITY_VIOLATION when it is not the DEK of its place, or its epoch is not there
   */
  rewrap(dek: StoredDek, epoch: number): Promise<Uint8Array | undefined>;
  /** Blind indexes under these versions, in this order. */
  indexUnder(versions: readonly [number, ...number[]]): Promise<ReadyBlindIndex>;
}

/** A row that leads from a blind index that rotates to a customer. */
export interface IndexRow {
  readonly kind: 'EMAIL_OWNER' | 'EMAIL_CLAIM' | 'PHONE' | 'REFERENCE';
  readonly index: string;
  /** Until when a claim lasts. RFC 3339. */
  readonly endsAt?: string;
}

export interface IndexRowStore {
  /** The customer's own rows under these indexes, strongly consistent. */
  find(
    customerId: string,
    indexes: Readonly<Record<'email' | 'phone' | 'reference', readonly string[]>>,
  ): Promise<readonly IndexRow[]>;
  /** Puts a row. Refusal STALE_REVISION when another customer has its place. @param vouch of a phone or a reference */
  put(customerId: string, row: IndexRow, vouch: string | undefined): Write;
  /** Removes a row, or nothing. Refusal STALE_REVISION when it is another customer's. */
  remove(customerId: string, row: IndexRow): Write;
}

/** The ports of rotations, beside those that all have. */
export interface RotationPorts {
  readonly keyTable: KeyTable;
  readonly rotationKeys: RotationKeys;
  readonly indexRows: IndexRowStore;
}
