/**
 * What the rules need from the world. `runtime/wiring.ts` fills these in once per cold start; an operation takes
 * `Pick<Ports, …>` of exactly what it uses.
 */

import type { Sender } from '../declared/sender.ts';
import type { DataClass } from './access.ts';
import type { AuditEntry, AuditQuery, AuditRow } from './audit/row.ts';
import type { Campaign } from './campaign/campaign.ts';
import type { ConsentFact, ConsentState, NoticePath } from './consent/fact.ts';
import type { AddressStanding } from './contact/address-standing.ts';
import type { EmailChange } from './contact/email-change.ts';
import type { EmailHold, Signals } from './contact/email-hold.ts';
import type { Correction } from './correction/correction.ts';
import type { FieldQuality } from './correction/quality.ts';
import type { Customer, CustomerFilter, CustomerPage } from './customer/customer.ts';
import type { Deadline, DeadlineKind, DeadlineOwner } from './deadline/deadline.ts';
import type { Commitment } from './disclosure/commitment.ts';
import type { CustomerDisclosure, Disclosure } from './disclosure/disclosure.ts';
import type { Permission } from './disclosure/permission.ts';
import type { Recipient, RecipientKey } from './disclosure/recipient.ts';
import type { Erasure, LegalHold } from './erasure/erasure.ts';
import type { ErrorCode } from './errors.ts';
import type { InboundMail } from './inbound/inbound-mail.ts';
import type { ReadInbound } from './inbound/parsed-mail.ts';
import type { AffectedSubject, Incident } from './incident/incident.ts';
import type { Job, JobType } from './jobs/job.ts';
import type { OffSiteLink } from './link/off-site-link.ts';
import type { LookupRow } from './lookup.ts';
import type { MailLane } from './mail/lane.ts';
import type { ComposeMail } from './mail/letter.ts';
import type { Mail, MailState } from './mail/mail.ts';
import type { Personal } from './pii.ts';
import type { PolicyDraft } from './policy/draft.ts';
import type { PolicyVersion } from './policy/version.ts';
import type { RefusablePurpose } from './purposes.ts';
import type { Correspondent } from './request/correspondent.ts';
import type { InformationRequest } from './request/information-request.ts';
import type { CustomerRequest, RequestEntry, RequestState } from './request/request.ts';
import type { RightsRequest } from './rights/rights-request.ts';
import type { ServiceTerm } from './service/service-term.ts';
import type { Language } from './viewer.ts';

/** The current instant. The only clock. */
export type Now = () => Date;

/** Randomness: unpredictable, and a port so that a simulation can replay it. */
export interface Random {
  /** 26 characters of Crockford base32, 128 random bits. */
  id(): string;
  bytes(length: number): Uint8Array;
}

/**
 * One row of a transaction, made by a store and opaque to the domain. `refusal` is what the domain says when the row's
 * own condition fails.
 */
export interface Write {
  readonly refusal: ErrorCode;
  readonly refusalPath: readonly string[];
  /** With a refusal that passes: seconds to wait. */
  readonly retryAfterSeconds?: number;
  /** The store's own description of the write. */
  readonly item: unknown;
}

/**
 * Writes all of it or nothing, audit rows included. Conflicts and throttles are retried inside; an unknown outcome is repeated
 * with the same token until it is known.
 * @throws DomainError with the refusal of the first write whose condition failed; TEMPORARILY_UNAVAILABLE when it stayed unknown.
 */
export type Commit = (writes: readonly Write[], audit: readonly AuditEntry[]) => Promise<void>;

/* ---------------------------------------------------------------- sealing */

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

/** What a blind index is made over. */
export const indexKinds = [
  'email',
  'phone',
  'subject',
  'reference',
  'service',
  'origin',
  'idempotency',
  'vouch',
  'messageId',
  'suppression',
] as const;
export type IndexKind = (typeof indexKinds)[number];
/**
 * Kinds whose key rotates: guessable values that are kept sealed as well, so that their indexes can be made anew. All others are under a key
 * that stays: what they are made over is not kept, or not personal.
 */
export const rotatingIndexKinds = ['email', 'phone', 'reference'] as const satisfies readonly IndexKind[];

/** Blind indexes: HMAC-SHA-256 over kind and wholly normalised value, base64url, under keys of their own. */
export interface BlindIndex {
  /** Two KMS calls side by side in a cold process, and one more while a key rotates; none warm. */
  ready(): Promise<ReadyBlindIndex>;
}
export interface ReadyBlindIndex {
  /** The value under the current version. */
  of(kind: IndexKind, value: string): string;
  /** The value under every version in use: while the key rotates, all are written and all are looked up. One for kinds that do not rotate. */
  allOf(kind: IndexKind, value: string): IndexValues;
}
/** One value under every version of the index key in use, current first. */
export type IndexValues = readonly [string, ...string[]];

/* ----------------------------------------------------------------- stores */

export interface CustomerStore {
  /** One strongly consistent batch of records and keyrings, in the order asked; undefined where there is none. */
  load(ids: readonly string[]): Promise<readonly (LoadedCustomer | undefined)[]>;
  /** State and version of their records alone, 100 at most, in one strongly consistent batch, in the order asked. */
  heads(ids: readonly string[]): Promise<readonly (CustomerHead | undefined)[]>;
  /** The record alone, strongly consistent: for functions that may not read keys. */
  record(id: string): Promise<Customer | undefined>;
  /** One page of ids by shard and month. */
  page(filter: CustomerFilter, first: number, after: string | undefined): Promise<CustomerPage>;
  insert(customer: Customer): Write;
  /** Replaces the record if its version is still the one read. Refusal STALE_REVISION. */
  replace(before: Customer, after: Customer): Write;
  /** Changes nothing but its version, if that is still the one read: whoever has read the record before comes too late. Refusal STALE_REVISION. */
  countOn(head: CustomerHead): Write;
}
/** What a customer's record is, and no more of it. */
export type CustomerHead = Pick<Customer, 'id' | 'state' | 'version'>;
export interface LoadedCustomer {
  readonly customer: Customer;
  readonly keyring: Keyring;
}

/** Which subject of an issuer is which customer; bound once. */
export interface BindingStore {
  find(subjectIndexes: readonly string[]): Promise<readonly LookupRow[]>;
  /** Refusal ALREADY_REGISTERED. */
  insert(rows: readonly LookupRow[]): readonly Write[];
}

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

/** Customer numbers of CloudFly's other systems. */
export interface ReferenceStore {
  find(referenceIndexes: readonly string[]): Promise<readonly LookupRow[]>;
  ofCustomer(customerId: string): Promise<readonly { id: string; sealed: Uint8Array; linkedAt: string }[]>;
  /** The lookups (refusal REFERENCE_TAKEN), and the sealed number in the customer's partition under its id. */
  insert(
    rows: readonly LookupRow[],
    number: {
      readonly customerId: string;
      readonly id: string;
      readonly sealed: Uint8Array;
      readonly linkedAt: Date;
    },
  ): readonly Write[];
}

export interface PolicyStore {
  /** Every version ever published, oldest first; cached shorter than the notice a publication gives. */
  versions(): Promise<readonly PolicyVersion[]>;
  /** The same as the table has them this moment; what is cached is renewed. */
  versionsNow(): Promise<readonly PolicyVersion[]>;
  /** Stores a version that no one can alter afterwards. Refusal ALREADY_PROVIDED when the number is taken. */
  insert(version: PolicyVersion): Write;
}

export interface PolicyDraftStore {
  load(id: string): Promise<PolicyDraft | undefined>;
  /** Newest first. */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly drafts: readonly { readonly draft: PolicyDraft; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** The row, and its place in the list. */
  insert(draft: PolicyDraft): readonly Write[];
  /** Refusal STALE_REVISION when the draft is no longer in the state read. */
  replace(before: PolicyDraft, after: PolicyDraft): Write;
}

export interface ConsentStore {
  /** Current state, one get. */
  state(customerId: string): Promise<ConsentState | undefined>;
  /** Oldest first. */
  history(customerId: string): Promise<readonly ConsentFact[]>;
  /** A page of the same, newest first. @throws DomainError INVALID_FORMAT at `after` for a cursor that is none */
  page(customerId: string, first: number, after: string | undefined): Promise<ConsentFactPage>;
  insertFact(customerId: string, fact: ConsentFact): Write;
  /** Refusal STALE_REVISION. */
  replaceState(customerId: string, before: ConsentState | undefined, after: ConsentState): Write;
}

export interface ConsentFactPage {
  readonly facts: readonly { readonly fact: ConsentFact; readonly cursor: string }[];
  readonly hasMore: boolean;
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

/** Ids of customers about whom something changed that other systems must follow. */
export interface Change {
  readonly id: string;
  readonly customerId: string;
  readonly kind: ChangeKind;
  readonly at: string;
}
export const changeKinds = ['CONSENT', 'RESTRICTION', 'ERASURE', 'ADDRESS'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface ChangeStore {
  insert(change: Change): Write;
  /** In order of time, behind a cursor; from the oldest kept without one. */
  page(first: number, after: string | undefined, now: Date): Promise<ChangePage>;
}
export interface ChangePage {
  readonly changes: readonly { readonly change: Change; readonly cursor: string }[];
  /** Where to go on: everything before it has come, whatever is still being written. */
  readonly next: string;
  readonly hasMore: boolean;
}

/** Which versions' notices were handed out to a customer, and how: what acceptance by use follows from (P0.2). */
export interface NoticeStore {
  find(customerId: string, version: number): Promise<HandedOut | undefined>;
  /** Never refused: the first time a version was handed out is the one that is kept. */
  handOut(customerId: string, notice: HandedOut & { readonly version: number }): Write;
}
/** When, how and in which language a notice reached the customer. */
export interface HandedOut {
  readonly at: string;
  readonly by: NoticePath;
  readonly language: Language;
}

/** Terms of CloudFly's services, in their customer's partition. */
export interface ServiceTermStore {
  load(customerId: string, termId: string): Promise<ServiceTerm | undefined>;
  ofCustomer(customerId: string): Promise<readonly ServiceTerm[]>;
  /** Puts a term where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: ServiceTerm | undefined, after: ServiceTerm): Write;
  /** Terms with a notice due at or before an instant, of one shard. Keys only, from an index: re-read before acting. */
  due(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly { readonly customerId: string; readonly termId: string }[]>;
  /** Takes a row that cannot even be parsed or opened from the due index, at once and outside any transaction. */
  park(customerId: string, termId: string): Promise<void>;
}

/** Requests and what was said in them, in the partition of their subject: a customer, or a correspondent. */
export interface RequestStore {
  /** Strongly consistent. */
  load(subjectId: string, reference: string): Promise<CustomerRequest | undefined>;
  /** Those of a subject, newest first. */
  ofSubject(subjectId: string): Promise<readonly CustomerRequest[]>;
  /** What was said in one, oldest first. */
  entries(subjectId: string, reference: string): Promise<readonly RequestEntry[]>;
  /** Refusal STALE_REVISION. */
  insert(request: CustomerRequest): Write;
  /** Refusal STALE_REVISION when the version is no longer the one read. */
  replace(before: CustomerRequest, after: CustomerRequest): Write;
  insertEntry(entry: RequestEntry): Write;
  /**
   * Requests of a state that wait, over all subjects, those whose answer is due first, first; from an index, read again.
   * @param until only those due before
   * @throws DomainError CURSOR_INVALID at `after`
   */
  waiting(
    state: WaitingState,
    first: number,
    page: { readonly after?: string | undefined; readonly until?: Date | undefined },
  ): Promise<WaitingRequests>;
}
/** States of a request that somebody still has to do something about. */
export type WaitingState = Exclude<RequestState, 'CLOSED'>;
export interface WaitingRequests {
  readonly items: readonly { readonly request: CustomerRequest; readonly cursor: string }[];
  /** Behind the last that was looked at; undefined when there was none. */
  readonly end: string | undefined;
  readonly hasNextPage: boolean;
}

/** Those who wrote without being customers (P1.4). */
export interface CorrespondentStore {
  /** Undefined from the end of its keeping on. */
  load(id: string): Promise<Correspondent | undefined>;
  insert(correspondent: Correspondent): Write;
  /** No change; holds while there is one that is kept. Refusal STALE_REVISION. */
  exists(id: string): Write;
  /**
   * Who wrote from an address by an authenticated mail, and is kept. A correspondent is known again for the first half of the own time only: whoever
   * writes later becomes another, so that nothing is removed before it was there for half of it.
   */
  byAddress(emailIndexes: readonly string[]): Promise<string | undefined>;
  /** Makes a correspondent known by an address, as long. Refusal STALE_REVISION when another is. */
  insertAddress(emailIndexes: readonly string[], correspondent: Correspondent): readonly Write[];
  /** Ids of those whose time is over at an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
  /** Ends the time of one at an instant. Refusal STALE_REVISION when it is over already. */
  end(id: string, at: Date): Write;
  /** Keeps one until an instant. Refusal STALE_REVISION when the time is over already. */
  keep(id: string, until: Date): Write;
  /** Removes what is kept of one: keys first, then rows, page by page, but the own one, which stays due. Can be repeated. */
  shred(id: string): Promise<void>;
  /** Removes the own row, the last of all. Refusal STALE_REVISION when it is gone. */
  remove(id: string): Write;
}

/** Mails that came in, until they are filed and for `limits.inboundKeepDays` after. */
export interface InboundMailStore {
  load(id: string): Promise<InboundMail | undefined>;
  /** Refusal STALE_REVISION when the mail is known. */
  insert(mail: InboundMail): Write;
  /** Refusal STALE_REVISION. */
  replace(before: InboundMail, after: InboundMail): Write;
  /** Mails to be worked on at or before an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
}

/** Which request a message id belongs to, that of a mail that came or of one that went. Kept for `limits.threadDays`. */
export interface ThreadStore {
  /** The first of these that is known, in their order. */
  find(messageIdIndexes: readonly string[]): Promise<Thread | undefined>;
  /** Never refused: a message id stays with what it was first said to belong to. */
  put(messageIdIndexes: readonly string[], thread: Thread): readonly Write[];
}
export interface Thread {
  readonly subjectId: string;
  readonly reference: string;
}

/** The bucket of inbound mail: raw ones until they are filed, and sealed attachments. */
export interface InboundBucket {
  /** Bytes of a raw mail, so many at most, and how large it is whole. Undefined when there is none (any more). */
  readRaw(
    id: string,
    most: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly size: number } | undefined>;
  deleteRaw(id: string): Promise<void>;
  putSealed(name: string, sealed: Uint8Array): Promise<void>;
  readSealed(name: string): Promise<Uint8Array | undefined>;
  /** Ids of a subject's sealed objects that begin so. */
  listSealedOf(subjectId: string, beginning: string): Promise<readonly string[]>;
  deleteSealed(name: string): Promise<void>;
  /** Every sealed object of a subject. */
  deleteSealedOf(subjectId: string): Promise<void>;
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

/** Seals what leaves for a recipient: JWE compact serialization (RFC 7516), always A256GCM. */
export interface RecipientSealing {
  /** To a public key: RSA-OAEP-256, or ECDH-ES+A256KW; its thumbprint as `kid`. @throws DomainError KEY_NOT_ACCEPTED */
  toKey(key: RecipientKey, plaintext: Uint8Array, about: SealedContent): Promise<string>;
  /**
   * By a passphrase: PBES2-HS512+A256KW. One that `newPassphrase` made: 128 random bits stand any guessing, and the count of iterations stays
   * within what libraries take without being told to.
   */
  byPassphrase(passphrase: string, plaintext: Uint8Array, about: SealedContent): Promise<string>;
}
/** What a JWE says of itself in its header: its kind (`typ`) and the media type of what is inside (`cty`). */
export interface SealedContent {
  readonly type: string;
  readonly contentType: string;
}

/** Who personal information may be disclosed to. */
export interface RecipientStore {
  load(id: string): Promise<Recipient | undefined>;
  /** The last registered first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly recipients: readonly { readonly recipient: Recipient; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** Puts one where there is none, with its place in the list, or over the version read. Refusal STALE_REVISION. */
  put(before: Recipient | undefined, after: Recipient): readonly Write[];
  /** No change; holds while the version is the one read. Refusal STALE_REVISION. */
  unchanged(recipient: Recipient): Write;
}

/** Commitments of processors, in the partition of their recipient. */
export interface CommitmentStore {
  load(recipientId: string, id: string): Promise<Commitment | undefined>;
  /** Newest first. */
  ofRecipient(recipientId: string): Promise<readonly Commitment[]>;
  put(before: Commitment | undefined, after: Commitment): Write;
  /** No change; holds while the version is the one read. Refusal STALE_REVISION. */
  unchanged(commitment: Commitment): Write;
  /** Those to warn of or to end at or before an instant, of one shard. Keys only, from an index: re-read before acting. */
  due(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly { readonly recipientId: string; readonly id: string }[]>;
}

/** Permissions of customers, in their partition. */
export interface PermissionStore {
  ofCustomer(customerId: string): Promise<readonly Permission[]>;
  load(customerId: string, id: string): Promise<Permission | undefined>;
  put(before: Permission | undefined, after: Permission): Write;
  unchanged(permission: Permission): Write;
}

/** Disclosure requests, and what became of each customer in them. */
export interface DisclosureStore {
  load(id: string): Promise<Disclosure | undefined>;
  put(before: Disclosure | undefined, after: Disclosure): readonly Write[];
  /** No change; holds while the version is the one read. Refusal STALE_REVISION. */
  unchanged(disclosure: Disclosure): Write;
  /** Those that have not ended, what is due first, first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  waiting(first: number, after: string | undefined): Promise<DuePage<Disclosure>>;
  /** The last opened first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly disclosures: readonly { readonly disclosure: Disclosure; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** Those with a clock or an expiry at or before an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
  /** Newest first, those withheld among them: who shows them leaves those out. */
  ofCustomer(customerId: string): Promise<readonly CustomerDisclosure[]>;
  loadOfCustomer(customerId: string, disclosureId: string): Promise<CustomerDisclosure | undefined>;
  /** What became of each of these in a disclosure, in their order; 100 at most, each once, in one strongly consistent batch. */
  loadOfCustomers(
    customerIds: readonly string[],
    disclosureId: string,
  ): Promise<readonly (CustomerDisclosure | undefined)[]>;
  putOfCustomer(before: CustomerDisclosure | undefined, after: CustomerDisclosure): Write;
  /** Lawful orders that name a customer and were verified, whatever became of them; strongly consistent. */
  ordersNaming(customerId: string): Promise<readonly string[]>;
  /** Notes that an order names a customer; can be repeated. */
  nameInOrder(customerId: string, disclosureId: string): Write;
}

/** Rights requests, in the partition of their customer. */
export interface RightsRequestStore {
  load(customerId: string, id: string): Promise<RightsRequest | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly RightsRequest[]>;
  put(before: RightsRequest | undefined, after: RightsRequest): Write;
  /** Those under way, the first due first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  waiting(first: number, after: string | undefined): Promise<DuePage<RightsRequest>>;
}

/** Erasures: outside their customer's partition, which they remove. */
export interface ErasureStore {
  /** The newest of a customer. */
  load(customerId: string): Promise<Erasure | undefined>;
  find(customerId: string, id: string): Promise<Erasure | undefined>;
  /** All of a customer, newest first. */
  ofCustomer(customerId: string): Promise<readonly Erasure[]>;
  /** Puts one where there is none, with its place in the list, or over the version read. Refusal STALE_REVISION. */
  put(before: Erasure | undefined, after: Erasure): readonly Write[];
  /** Erasures that were begun, the last begun first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly entries: readonly {
      readonly customerId: string;
      readonly id: string;
      readonly cursor: string;
    }[];
    readonly hasNextPage: boolean;
  }>;
  /** Those to be looked after at or before an instant, of one shard. Keys only, from an index: re-read before acting. */
  due(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly { readonly customerId: string; readonly id: string }[]>;
}
/** Legal holds, in the partition of their customer. */
export interface LegalHoldStore {
  load(customerId: string, id: string): Promise<LegalHold | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly LegalHold[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: LegalHold | undefined, after: LegalHold): Write;
}

/** Erasures as they are entered in the write-once bucket, each with a proof: what restored tables are brought up to. */
export interface LedgerStore {
  /** Can be repeated. @throws DomainError INTEGRITY_VIOLATION when something else lies in the entry's place */
  append(entry: LedgerEntry): Promise<void>;
  /**
   * In the order of their time, each with its place; what lies among them and is none of ours has no entry.
   * @param place an instant, or the place of an entry: those behind it
   */
  since(place: string): AsyncIterable<LedgerFound>;
}
export interface LedgerEntry {
  /** The erasure's. */
  readonly id: string;
  /** When it began: taken before its row was committed. */
  readonly at: string;
  readonly kind: 'ERASURE';
  readonly customerId: string;
  /** Codes and ids alone. */
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
}
/** FORGED: not an entry, not the one of its place, or without a proof that holds. UNREAD: S3 refuses to give it. */
export type LedgerFound =
  | { readonly place: string; readonly entry: LedgerEntry }
  | { readonly place: string; readonly fault: 'FORGED' | 'UNREAD' };

/** Incidents, and whom each touches. */
export interface IncidentStore {
  load(id: string): Promise<Incident | undefined>;
  /** Puts one where there is none, with its place in the list, or over the version read. Refusal STALE_REVISION. */
  put(before: Incident | undefined, after: Incident): readonly Write[];
  /** The last recorded first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly incidents: readonly { readonly incident: Incident; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** Those to warn of, or whose clock has run out, at or before an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
  /** Those of a window, in the order of their ids, strongly consistent. @throws DomainError CURSOR_INVALID at `after` */
  affected(
    incidentId: string,
    round: number,
    first: number,
    after: string | undefined,
  ): Promise<AffectedPage>;
  /** These of a window, in the order asked; 100 at most. */
  loadAffected(
    incidentId: string,
    round: number,
    subjectIds: readonly string[],
  ): Promise<readonly (AffectedSubject | undefined)[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  putAffected(before: AffectedSubject | undefined, after: AffectedSubject): Write;
  countAffected(incidentId: string, round: number): Promise<number>;
}
export interface AffectedPage {
  readonly items: readonly { readonly node: AffectedSubject; readonly cursor: string }[];
  readonly hasNextPage: boolean;
}

/** Every clock that somebody keeps, over all stores: a view of the due index (`domain/deadline/deadline.ts`). */
export interface DeadlineStore {
  /**
   * Clocks of these kinds, the first due first; from an index, read again.
   * @param page.until only those due at or before
   * @throws DomainError CURSOR_INVALID at `after`
   */
  page(
    kinds: readonly DeadlineKind[],
    page: {
      readonly first: number;
      readonly after?: string | undefined;
      readonly until?: Date | undefined;
      readonly owner?: DeadlineOwner;
    },
  ): Promise<DuePage<Deadline>>;
}

/** What the rules of holds judge by. */
export interface SignalStore {
  load(customerId: string): Promise<Signals | undefined>;
  /** Refusal STALE_REVISION. */
  put(before: Signals | undefined, after: Signals): Write;
}

/** What customers were asked for, in their partition (P1.5). */
export interface InformationRequestStore {
  load(customerId: string, id: string): Promise<InformationRequest | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly InformationRequest[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: InformationRequest | undefined, after: InformationRequest): Write;
  /** Those to remind of or to end at or before an instant, of one shard. Keys only, from an index: re-read before acting. */
  due(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly { readonly customerId: string; readonly id: string }[]>;
  /** Takes a row that cannot even be parsed or opened from the due index, at once and outside any transaction. */
  park(customerId: string, id: string): Promise<void>;
}

/** The tokens of refusal links: a MAC over customer and purpose, under a key of their own. They never expire (RFC 8058). */
export interface RefusalTokens {
  ready(): Promise<ReadyRefusalTokens>;
}
export interface ReadyRefusalTokens {
  tokenOf(customerId: string, purpose: RefusablePurpose | 'ALL'): string;
  /** Undefined for what was not made here. */
  read(token: string): { customerId: string; purpose: RefusablePurpose | 'ALL' } | undefined;
}

/** Signs what customers take away (receipts, certificates) with a key that nothing else uses. */
export interface Signer {
  /** JWS compact serialization (RFC 7515), ES256, over a JSON payload. */
  sign(payload: Readonly<Record<string, unknown>>, type: string): Promise<string>;
  /** The public key as a JWK (RFC 7517) with its thumbprint as `kid`. */
  publicKey(): Promise<Readonly<Record<string, string>>>;
}

export interface OutboxStore {
  load(customerId: string, mailId: string): Promise<Mail | undefined>;
  /** Refusal STALE_REVISION: with a deterministic id, it is queued already. */
  insert(mail: Mail): Write;
  /** Replaces the row if it still is in the state, attempt and lease read. Refusal STALE_REVISION. */
  replace(before: Mail, after: Mail): Write;
  /** A customer's mails behind a place among them, newest first; rows that cannot be read are left out. */
  ofCustomer(customerId: string, first: number, after: string | undefined): Promise<MailPage>;
  /** Mails due at or before an instant, oldest first, of one shard of a lane. Keys only, from an index: re-read before acting. */
  due(lane: MailLane, shard: number, until: Date, first: number): Promise<DueMails>;
  /** Marks a row that cannot even be parsed as FAILED and takes it from the due index, at once and outside any transaction. */
  park(customerId: string, mailId: string, reason: string): Promise<void>;
}

/** Campaigns. What their engine walks and counts lies beside the row. */
export interface CampaignStore {
  /** Strongly consistent. @throws DomainError INTEGRITY_VIOLATION when it is not what its digest says */
  load(id: string): Promise<Campaign | undefined>;
  /** Newest first. @throws DomainError INVALID_FORMAT at `after` */
  page(first: number, after: string | undefined): Promise<CampaignPage>;
  /** The campaign, and its place in the list. Refusal STALE_REVISION. */
  insert(campaign: Campaign): readonly Write[];
  /** Refusal STALE_REVISION. */
  replace(before: Campaign, after: Campaign): Write;
  /** No change; holds while the campaign is RUNNING. Refusal WRONG_STATE. */
  running(id: string): Write;
  /** Customers of one segment of all of them, behind a cursor: an index says who, the table what is so with them now. */
  recipients(segment: number, after: string | undefined, first: number): Promise<RecipientPage>;
  /** Every segment, those that nobody has walked yet included. */
  segments(id: string): Promise<readonly CampaignSegment[]>;
  /** Refusal STALE_REVISION: somebody else has walked it on. */
  replaceSegment(id: string, before: CampaignSegment, after: CampaignSegment): Write;
  /**
   * Counts that a mail of a campaign came from one state to another; part of the transaction in which it does.
   * @param mail as it is then
   */
  count(mail: Mail, from: MailState, to: MailState): Write;
  /** What was counted over all mails: how many came into a state less those that left it, and reasons of the end. */
  counted(id: string): Promise<CampaignCounts>;
}
export interface CampaignPage {
  readonly campaigns: readonly { readonly campaign: Campaign; readonly cursor: string }[];
  readonly hasNextPage: boolean;
}
export interface RecipientPage {
  readonly recipients: readonly CampaignRecipient[];
  /** Nobody comes behind them. */
  readonly isLast: boolean;
}
/** A customer as a campaign meets them. Undefined where there is none any more, or what is stored cannot be read. */
export interface CampaignRecipient {
  readonly customerId: string;
  /** Where the walk goes on behind them. */
  readonly cursor: string;
  readonly known:
    | {
        readonly customer: Pick<Customer, 'id' | 'language' | 'state'>;
        readonly consents: ConsentState;
        readonly contact: ContactState;
      }
    | undefined;
}
/** How far the walk through one segment has come, and what came of it. */
export interface CampaignSegment {
  readonly segment: number;
  readonly version: number;
  readonly cursor: string | undefined;
  readonly isDone: boolean;
  /** Mails queued, and those suppressed as they were made, by reason. */
  readonly queued: number;
  readonly suppressed: Readonly<Record<string, number>>;
  /** Customers whose records could not be read. */
  readonly unreadable: number;
}
export interface CampaignCounts {
  readonly states: Readonly<Partial<Record<MailState, number>>>;
  /** Of mails suppressed or failed when sending was to begin. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface MailPage {
  readonly mails: readonly Mail[];
  readonly hasNextPage: boolean;
}

export interface DueMails {
  readonly mails: readonly { readonly customerId: string; readonly mailId: string; readonly dueAt: string }[];
  /** Items passed over: they are no mail's. */
  readonly unreadable: number;
}

/**
 * What a link's token is good for. CONFIRM_CHANGE goes to the new address of a change, DECIDE_CHANGE to the old one.
 * GIVE_INFORMATION leads to what a customer is asked for, COLLECT_DISCLOSURE to a package that waits for its recipient.
 */
export const linkTokenPurposes = [
  'VERIFY_EMAIL',
  'CONFIRM_CHANGE',
  'DECIDE_CHANGE',
  'GIVE_INFORMATION',
  'COLLECT_DISCLOSURE',
] as const;
export type LinkTokenPurpose = (typeof linkTokenPurposes)[number];

/** A link's token: `id.secret`; only the secret's hash is stored. */
export interface LinkToken {
  readonly id: string;
  readonly purpose: LinkTokenPurpose;
  readonly secretHash: string;
  /** Whose it is. Of COLLECT_DISCLOSURE: the id of the disclosure. */
  readonly customerId: string;
  /** Blind index of the address it was sent to, under the version that was current. Empty for one that went to no customer. */
  readonly emailIndex: string;
  /** The change of address it is about, where it is about one: it dies with it. */
  readonly changeId?: string;
  readonly expiresAt: string;
  readonly attempts: number;
  readonly usedAt: string | undefined;
}
export interface TokenStore {
  load(id: string): Promise<LinkToken | undefined>;
  insert(token: LinkToken): Write;
  /** Marks it used. Refusal LINK_USED when it was, or when a newer attempt was counted meanwhile. */
  use(token: LinkToken, at: Date): Write;
  /** Counts a wrong secret, at once and outside any transaction. */
  countAttempt(id: string): Promise<void>;
}

/** An idempotency key's first answer: references and codes, never values. */
export interface IdempotentAnswer {
  /** Blind index of caller, operation and key. */
  readonly id: string;
  /** Blind index of the input. */
  readonly inputIndex: string;
  readonly result: Readonly<Record<string, string | number | boolean | null>>;
  readonly issues: readonly { readonly code: ErrorCode; readonly path: readonly string[] }[];
  readonly expiresAt: string;
}
export interface IdempotencyStore {
  load(id: string): Promise<IdempotentAnswer | undefined>;
  /** Refusal IDEMPOTENCY_KEY_REUSED: another request with the same key was faster, or input differs; the caller reads again. */
  insert(answer: IdempotentAnswer): Write;
}

/** Counters in fixed windows, for budgets and abuse limits. */
export interface CounterStore {
  /** Adds to a counter if it stays within the limit, as part of a transaction. The refusal is the caller's; it says how long to wait. */
  add(counter: Counter, amount: number, refusal: ErrorCode): Write;
  /** Adds at once. @throws DomainError with the refusal, and how long to wait, when the limit is spent */
  take(counter: Counter, amount: number, refusal: ErrorCode): Promise<void>;
}
export interface Counter {
  /** Pseudonymous: an id, a blind index, an opaque subject. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly now: Date;
}

/** Long work, done by `lambda/jobs.ts`. */
export interface JobStore {
  load(id: string): Promise<Job | undefined>;
  /** The job of a type that was asked for last. */
  latest(type: JobType): Promise<Job | undefined>;
  /** Two rows: the job, and the pointer to the latest of its type. Refusal STALE_REVISION when there is a job of this id. */
  insert(job: Job): readonly Write[];
  /** Replaces the job if it still is of the version read. Refusal STALE_REVISION. */
  replace(before: Job, after: Job): Write;
  /** Jobs due at or before an instant, oldest first, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
}

/** A page of a work list, oldest first. */
export interface DuePage<T> {
  readonly items: readonly { readonly node: T; readonly cursor: string }[];
  /** Behind the last that was looked at; undefined when there was none. */
  readonly end: string | undefined;
  readonly hasNextPage: boolean;
}

/** Corrections, in the partition of their customer. */
export interface CorrectionStore {
  load(customerId: string, id: string): Promise<Correction | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly Correction[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: Correction | undefined, after: Correction): Write;
  /** Those to be decided, the first due first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  waiting(first: number, after: string | undefined): Promise<DuePage<Correction>>;
}

/** How right the fields of customers are, in their partition (P4.3). */
export interface FieldQualityStore {
  ofCustomer(customerId: string): Promise<readonly FieldQuality[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: FieldQuality | undefined, after: FieldQuality): Write;
  /** What is not right, the oldest first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  waiting(first: number, after: string | undefined): Promise<DuePage<FieldQuality>>;
}

/** The register of links to sites that are not ours (P5.1). */
export interface OffSiteLinkStore {
  load(id: string): Promise<OffSiteLink | undefined>;
  /** The last registered first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly links: readonly { readonly link: OffSiteLink; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** Puts one where there is none, or over the version read; it has a place in the list while it is registered. Refusal STALE_REVISION. */
  put(before: OffSiteLink | undefined, after: OffSiteLink): readonly Write[];
}

export interface AuditReader {
  /** Newest first. */
  find(query: AuditQuery): Promise<{ rows: readonly AuditRow[]; next: string | undefined }>;
}

/** Hands one message to SES. Never retries by itself. */
export interface MailTransport {
  /** @returns SES's message id. @throws MailRefused (final), MailPostponed (try later), or anything else: the outcome is unknown. */
  send(message: {
    raw: Uint8Array;
    to: Personal<string>;
    /** Undefined: about no customer, as a code of sign-in or the test of a campaign; it has no row. */
    customerId: string | undefined;
    mailId: string;
  }): Promise<string>;
}

/** Structured, allow-listed: unknown keys do not compile, and values of the wrong shape are dropped. */
export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  /** `cause` contributes its class name and code only. */
  error(event: string, facts?: LogFacts, cause?: unknown): void;
}
export interface LogFacts {
  readonly requestId?: string;
  readonly operation?: string;
  readonly route?: string;
  readonly code?: string;
  readonly customerId?: string;
  readonly mailId?: string;
  readonly jobId?: string;
  readonly lane?: string;
  readonly count?: number;
  readonly attempt?: number;
  readonly milliseconds?: number;
  readonly seconds?: number;
  readonly status?: number;
  readonly state?: string;
}

export interface Settings {
  /** Whole-value pattern of the outside ticket system's references (P1.1). */
  readonly referencePattern: RegExp;
  readonly linksUrl: string;
  /** Who sends the mails and answers for the personal data. */
  readonly sender: Sender;
  /** Page of the frontend that takes what a mail asked for; a token is put behind it (P1.5). */
  readonly informationPage: string;
  /** CloudFly's own sites: domains. A link to any other place is shown with its notice (P5.2). */
  readonly ownSites: readonly string[];
  readonly clearReadsPerHour: number;
  readonly maskedReadsPerHour: number;
  readonly registrationsPerHour: number;
  /** Mails that SES takes a second, over all functions. */
  readonly mailsPerSecond: number;
}

export interface Ports {
  readonly now: Now;
  readonly random: Random;
  readonly commit: Commit;
  readonly sealing: Sealing;
  readonly blindIndex: BlindIndex;
  readonly customers: CustomerStore;
  readonly bindings: BindingStore;
  readonly emails: EmailStore;
  readonly phones: PhoneStore;
  readonly references: ReferenceStore;
  readonly policies: PolicyStore;
  readonly policyDrafts: PolicyDraftStore;
  readonly consents: ConsentStore;
  readonly contactStates: ContactStateStore;
  readonly emailChanges: EmailChangeStore;
  readonly outbox: OutboxStore;
  readonly changes: ChangeStore;
  readonly notices: NoticeStore;
  readonly serviceTerms: ServiceTermStore;
  readonly requests: RequestStore;
  readonly correspondents: CorrespondentStore;
  readonly inboundMails: InboundMailStore;
  readonly threads: ThreadStore;
  readonly inboundBucket: InboundBucket;
  readonly readInbound: ReadInbound;
  readonly emailHolds: EmailHoldStore;
  readonly recipientSealing: RecipientSealing;
  readonly recipients: RecipientStore;
  readonly commitments: CommitmentStore;
  readonly permissions: PermissionStore;
  readonly disclosures: DisclosureStore;
  readonly rightsRequests: RightsRequestStore;
  readonly erasures: ErasureStore;
  readonly legalHolds: LegalHoldStore;
  readonly ledger: LedgerStore;
  readonly incidents: IncidentStore;
  readonly deadlines: DeadlineStore;
  readonly signals: SignalStore;
  readonly informationRequests: InformationRequestStore;
  readonly campaigns: CampaignStore;
  readonly refusalTokens: RefusalTokens;
  readonly signer: Signer;
  readonly tokens: TokenStore;
  readonly idempotency: IdempotencyStore;
  readonly counters: CounterStore;
  readonly jobs: JobStore;
  readonly corrections: CorrectionStore;
  readonly fieldQuality: FieldQualityStore;
  readonly offSiteLinks: OffSiteLinkStore;
  readonly auditReader: AuditReader;
  readonly composeMail: ComposeMail;
  readonly mailTransport: MailTransport;
  readonly log: Log;
  readonly settings: Settings;
}
