import type { RefusablePurpose } from '../purposes.ts';

/** What the receiving mail server says of a mail. GRAY: nothing to judge by. PROCESSING_FAILED: it could not judge. */
export const verdicts = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED'] as const;
export type Verdict = (typeof verdicts)[number];

/** Those of the receipt alone; fields of the mail that claim the same (Authentication-Results) are never read. */
export interface Verdicts {
  readonly spf: Verdict;
  readonly dkim: Verdict;
  /** Aligned with the From domain: the only one that says who sent it (RFC 7489). */
  readonly dmarc: Verdict;
  readonly spam: Verdict;
  readonly virus: Verdict;
}

/**
 * AUTHENTICATED: DMARC passed. UNPROVEN: the domain has no DMARC, or one that asks for nothing. FAILED: it has one and the mail did not pass, or
 * the server could not judge (P3.6).
 */
export type SenderProof = 'AUTHENTICATED' | 'UNPROVEN' | 'FAILED';

/**
 * RECEIVED → FILED in a request (which may be QUARANTINED), REFUSED (it was a refusal and nothing else), DROPPED (an automatic mail, a loop), or
 * GIVEN_UP after `limits.inboundAttempts`: its raw mail stays for the operator, and somebody is woken.
 */
export const inboundStates = ['RECEIVED', 'FILED', 'REFUSED', 'DROPPED', 'GIVEN_UP'] as const;
export type InboundState = (typeof inboundStates)[number];

/** A mail that came in. No word of it and no address: those are in the raw object until it is filed, and sealed from then on. */
export interface InboundMail {
  /** SES's id of the mail; the raw object's name. */
  readonly id: string;
  readonly receivedAt: string;
  readonly verdicts: Verdicts;
  /** Blind indexes of the From address that the verdicts are about; undefined when there is not exactly one. */
  readonly fromIndexes: readonly string[] | undefined;
  /** The envelope names no sender: a report of a mail server, answered by nothing (RFC 5321 4.5.5). */
  readonly isNullSender: boolean;
  /** The envelope's sender is of the very domain of the From: what SPF says of the one holds of the other. */
  readonly isEnvelopeAligned: boolean;
  /** Which of our mailboxes it came to: that of refusals, or any other, which are all support (a reply to no-reply is lost nowhere). */
  readonly mailbox: 'SUPPORT' | 'REFUSAL';
  /** Reference in the address it came to, `support+req-…@`: a hint, no proof. */
  readonly threadReference: string | undefined;
  /** What the token in the address refuses. */
  readonly refusal: { readonly customerId: string; readonly purpose: RefusablePurpose | 'ALL' } | undefined;
  readonly state: InboundState;
  /** Why it was dropped, or last failed: a code. */
  readonly cause: string | undefined;
  /** Counts every change. */
  readonly version: number;
  /** From 1. Whoever files it has taken an attempt of their own first: two never file with the same. */
  readonly attempt: number;
  /** When it is to be worked on if nobody has done it; absent once it is settled and its raw mail is gone, or it was given up. */
  readonly dueAt: string | undefined;
  /** Where it was filed. */
  readonly filed: { readonly subjectId: string; readonly reference: string } | undefined;
}
