import type { DataClass } from '../access.ts';
import type { AddressState } from '../ports/contact.ts';
import type { Language } from '../viewer.ts';

export const customerKinds = ['INDIVIDUAL', 'ORGANISATION'] as const;
export type CustomerKind = (typeof customerKinds)[number];

/** CLOSED: the account is; the association lasts while a service runs (P4.4). ERASING: an erasure of everything has begun (D356 5(4)). */
export const customerStates = ['ACTIVE', 'CLOSED', 'ERASING'] as const;
export type CustomerState = (typeof customerStates)[number];

/** The classes that a customer record carries as one sealed blob each. */
export type BlobClass = Exclude<DataClass, 'content'>;

/** A customer record: nothing in it is readable personal data. */
export interface Customer {
  readonly id: string;
  readonly kind: CustomerKind;
  readonly state: CustomerState;
  readonly addressState: AddressState;
  readonly language: Language;
  /** RFC 3339. */
  readonly registeredAt: string;
  /** When the account was closed. */
  readonly closedAt?: string;
  /** When something of a closed account may have been kept long enough (P4.4). */
  readonly retentionDueAt?: string;
  /** Counts every change of the record. */
  readonly version: number;
  readonly blobs: Readonly<Partial<Record<BlobClass, Uint8Array>>>;
}

/** Closed filter: no free text, no personal value. */
export interface CustomerFilter {
  readonly state?: CustomerState;
  readonly addressState?: AddressState;
  /** Month of registration, `YYYY-MM`. */
  readonly month?: string;
}

export interface CustomerPage {
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
}
