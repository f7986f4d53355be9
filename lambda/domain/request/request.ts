import type { AttachmentRefusal } from '../inbound/parsed-mail.ts';
import type { Language } from '../viewer.ts';

/** What a request is about. Each kind has its own clock and its own operations; all of them are what `x-reference` names (P1.1). */
export const requestKinds = ['SUPPORT', 'FEEDBACK', 'CORRECTION', 'RIGHTS'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** How it came. PHONE and CHAT: written down by staff on behalf. */
export const requestChannels = ['PAGE', 'MAIL', 'PHONE', 'CHAT'] as const;
export type RequestChannel = (typeof requestChannels)[number];

/**
 * OPEN → ANSWERED ⇄ OPEN (the customer wrote again) → CLOSED. QUARANTINED: came from an address that is held, and waits for a decision
 * (P3.6).
 */
export const requestStates = ['QUARANTINED', 'OPEN', 'ANSWERED', 'CLOSED'] as const;
export type RequestState = (typeof requestStates)[number];

/**
 * Why a request is in quarantine: its address is held (P3.6), or its mail itself failed. Those of the second kind belong to a correspondent of their own,
 * whoever they say they are.
 */
export const quarantineCauses = ['ADDRESS_HELD', 'AUTHENTICATION_FAILED', 'SPAM', 'VIRUS'] as const;
export type QuarantineCause = (typeof quarantineCauses)[number];

export interface Quarantine {
  readonly cause: QuarantineCause;
  readonly decision: 'RELEASED' | 'DISCARDED' | undefined;
  readonly decidedAt: string | undefined;
  /** Subject of the employee. */
  readonly decidedBy: string | undefined;
}

/** A request of one subject: nothing in it is readable personal data; what was written is sealed in its entries. */
export interface CustomerRequest {
  /** `REQ-` and ten characters of Crockford base32: what customers and staff call it, and what `x-reference` takes. */
  readonly reference: string;
  /** A customer, or a correspondent who is none. Also whose keys seal its entries. */
  readonly subjectId: string;
  readonly kind: RequestKind;
  readonly channel: RequestChannel;
  readonly state: RequestState;
  readonly language: Language;
  /** Counts every change. */
  readonly version: number;
  readonly openedAt: string;
  /** When the first answer is due: two working days (D356 5). */
  readonly answerDueAt: string;
  readonly answeredAt: string | undefined;
  readonly closedAt: string | undefined;
  /** Subject of the employee it is assigned to. */
  readonly assignee: string | undefined;
  /** It came by a mail whose sender nothing proves: nothing is done on its word, and it is no reference (P3.6). */
  readonly isUnproven?: boolean;
  readonly quarantine?: Quarantine;
}

export const entryKinds = ['MESSAGE', 'ANSWER', 'NOTE'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One thing said in a request. Append-only. NOTE is for staff alone. */
export interface RequestEntry {
  /** Begins with its time, so that entries sort by it. */
  readonly id: string;
  readonly reference: string;
  readonly subjectId: string;
  readonly kind: EntryKind;
  readonly at: string;
  /** `customer:<id>`, `correspondent:<id>`, `staff:<subject>`. */
  readonly author: string;
  /** Sealed words: record kind `requestEntry`, class content, record id = entry id, revision 1. */
  readonly sealedWords: Uint8Array;
  /** What came with it. */
  readonly attachments?: readonly Attachment[];
  /** It came by a mail whose sender nothing proves. */
  readonly isUnproven?: boolean;
}

/** A file that came with a mail, or would have. Its bytes are a sealed object in the bucket of inbound mail (`attachmentObject`). */
export interface Attachment {
  readonly id: string;
  /** Sealed name: record kind `attachmentName`, class content, record id = id, revision 1. */
  readonly sealedName: Uint8Array;
  /** Media type by its bytes. */
  readonly contentType: string;
  /** Of the file itself, unsealed. */
  readonly bytes: number;
  /** Why it is not kept; then there is no object. */
  readonly refused: AttachmentRefusal | undefined;
}

/** Name of the object that holds a sealed attachment: Base64 as JSON, record kind `attachment`, class content, record id = id, revision 1. */
export const attachmentObject = (subjectId: string, id: string): string =>
  `${attachmentFolder(subjectId)}${id}`;

/** Where all of a subject's lie. */
export const attachmentFolder = (subjectId: string): string => `sealed/${subjectId}/`;
