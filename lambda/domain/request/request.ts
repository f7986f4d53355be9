import type { Language } from '../viewer.ts';

/** What a request is about. Each kind has its own clock and its own operations; all of them are what `x-reference` names (P1.1). */
export const requestKinds = ['SUPPORT', 'FEEDBACK', 'INFORMATION', 'CORRECTION'] as const;
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
}
