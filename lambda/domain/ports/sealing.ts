import type { DataClass } from '../access.ts';
import type { Personal } from '../pii.ts';
import type { Write } from './commit.ts';

/** Kinds of sealed records; the number is part of what is authenticated and never changes meaning. */
export const recordKinds = {
  /** The class blob of a customer: contact, identity or payment. Its record id is the customer id. */
  classBlob: 1,
  /** Variables of a mail. */
  mailVariables: 2,
  /** Evidence of an acceptance or a consent: the origin. */
  evidence: 3,
  /** A customer number of a CloudFly system. */
  customerReference: 4,
  /** What a service of a customer is called. */
  serviceTerm: 5,
  /** The new address of a change of address, and what an employee wrote who helped with it. */
  emailChange: 9,
  /** What somebody wrote or staff noted in a request. */
  requestEntry: 10,
  /** What a correspondent is called and written to. */
  correspondent: 11,
  /** Why a customer is asked for information. */
  informationRequest: 12,
  /** A correction: what was asked for and why (revision 1), what was before and why it was decided so (revision 2). */
  correction: 13,
  /** What an attachment of a mail is called, and its bytes in Base64. */
  attachmentName: 14,
  attachment: 15,
  /** What staff wrote about a hold, or about a contact made for it. */
  emailHold: 16,
  /** Words of a disclosure: why it was rejected or revoked, its passphrase, its instrument, who claimed urgency, its manifest. */
  disclosure: 17,
  /** A document of a recipient or a disclosure, its bytes in Base64. */
  document: 18,
  rightsRequest: 19,
  legalHold: 20,
  incident: 21,
  /** The order that a payment to a processor was for. */
  customerDisclosure: 22,
  /** How somebody who asks in a recipient's name is authenticated. */
  recipient: 23,
  /** The duties that a commitment names. */
  commitment: 24,
} as const;

export type RecordKind = keyof typeof recordKinds;

/** Where a sealed record lives; all of it is authenticated with the record. */
export interface SealedAt {
  readonly dataClass: DataClass;
  readonly kind: RecordKind;
  readonly recordId: string;
  readonly revision: number;
}

/** The key item of one subject (a customer or a correspondent), as read or freshly made. Opaque to the domain. */
export interface Keyring {
  readonly subjectId: string;
}

/** Seals and opens without waiting: the KEKs it needs are in memory. */
export interface ReadySealing {
  /** Seals one record; makes the subject's DEK of that class when there is none (it is stored by `saveKeyring`). */
  seal(keyring: Keyring, at: SealedAt, value: unknown): Uint8Array;
  /** @throws DomainError INTEGRITY_VIOLATION when a bit, a place or a key is not the one sealed with. */
  open(keyring: Keyring, at: SealedAt, sealed: Uint8Array): Personal<unknown>;
  /** Seals the next revision of a class blob and notes it in the keyring. */
  sealClassBlob(
    keyring: Keyring,
    dataClass: DataClass,
    value: unknown,
  ): { sealed: Uint8Array; revision: number };
  /** Opens a class blob at the revision that the keyring vouches for: an older blob is refused. */
  openClassBlob(keyring: Keyring, dataClass: DataClass, sealed: Uint8Array): Personal<unknown>;
  /** The revision the keyring vouches for; 0 when the subject has no blob of the class. */
  revisionOf(keyring: Keyring, dataClass: DataClass): number;
}

export interface Sealing {
  /** An empty keyring for a subject that has none yet. */
  newKeyring(subjectId: string): Keyring;
  /** Strongly consistent. Undefined when the subject has no keys (never had, or shredded). */
  loadKeyring(subjectId: string): Promise<Keyring | undefined>;
  /** Brings the KEKs of these classes into memory: one KMS call per class in a cold process, however many ask at once; none warm. */
  ready(classes: readonly DataClass[], keyrings?: readonly Keyring[]): Promise<ReadySealing>;
  /**
   * The write that stores what sealing added to a keyring; its condition is that nobody else changed the keyring's revisions since.
   * Undefined when nothing was added. Refusal STALE_REVISION.
   */
  saveKeyring(keyring: Keyring): Write | undefined;
}
