import type { MailPurpose } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import type { MailLane } from './lane.ts';
import type { MailTemplate } from './templates.ts';

/**
 * States of a mail. `DIVERTED`: the address has another, verified owner, who was told instead; to the asker it looks sent (P3.5).
 * `SUPPRESSED`: the gate, a stop or a change of what it was about kept it from being sent; `reason` says which.
 */
export const mailStates = [
  'QUEUED',
  'SENDING',
  'SENT',
  'DELIVERED',
  'BOUNCED',
  'COMPLAINED',
  'DIVERTED',
  'SUPPRESSED',
  'FAILED',
  'UNCERTAIN',
] as const;
export type MailState = (typeof mailStates)[number];

/** An answer of the gate, as it is kept with the mail it is about. */
export interface KeptDecision {
  readonly at: string;
  readonly allowed: boolean;
  /** A `ContactReason`. */
  readonly reason: string;
  /** Clauses of the policy and articles of the law. */
  readonly rules: readonly string[];
}

/**
 * Where a mail of a customer goes (P3.1): the current address; or the new one of a change that is pending, to have it confirmed, and, once it
 * is, to be told that the current one is held (P3.6). The list is closed. Who is told of a change at the old address is told while that is the current one. A correspondent, who has no registered address, is
 * written to at the one they gave, and only about what they wrote (`sendToCorrespondent`).
 */
export const mailDestinations = ['CURRENT', 'PENDING'] as const;
export type MailDestination = (typeof mailDestinations)[number];

/** An outbox row. Address and name are not in it: those in force when sending begins are used (P3.1). */
export interface Mail {
  /** Begins with its time, so that mails sort by it (`mailIdAt`). */
  readonly id: string;
  /** A customer; or a correspondent, who is told from one by the id (`isCorrespondent`). */
  readonly customerId: string;
  readonly purpose: MailPurpose;
  /** Follows from the purpose; what belongs to a campaign is paced, whatever it is about. */
  readonly lane: MailLane;
  /** Whether the policy version in force when it was queued calls the purpose advertising; a duty never is. */
  readonly advertising: boolean;
  readonly template: MailTemplate;
  readonly language: Language;
  /** CURRENT unless said. */
  readonly to?: MailDestination;
  /** For PENDING: the change whose new address it goes to. */
  readonly changeId?: string;
  /** The campaign it belongs to, which has its words and may stop it. */
  readonly campaignId: string | undefined;
  /** The request it is about: it says so in its subject, and what answers it finds its way back. */
  readonly reference?: string;
  /** Who asked for it, as the audit trail names them. */
  readonly requestedBy: string;
  readonly state: MailState;
  readonly attempt: number;
  readonly queuedAt: string;
  /** When it may next be tried; absent once settled. */
  readonly dueAt: string | undefined;
  /** End of the sender's lease while SENDING. */
  readonly leaseUntil: string | undefined;
  /** Why it was suppressed, failed or postponed: a code. */
  readonly reason: string | undefined;
  /** What the gate said when it was asked for, and when sending was last to begin. */
  readonly askedDecision: KeptDecision | undefined;
  readonly sendingDecision: KeptDecision | undefined;
  /** When sending last began: the instant a refusal must come before. */
  readonly begunAt: string | undefined;
  /** Blind index of the address that sending last began to: what SES tells of it is about that address. Of a correspondent: the id. */
  readonly sentTo?: string;
  /** The first attempt that SES may have taken, when another was begun after it: what SES tells may be about that one (`isAbout`). */
  readonly mayBeTaken?: { readonly begunAt: string; readonly sentTo: string };
  /** SES's id once sent. */
  readonly messageId: string | undefined;
  /** Correlates the mail with the request that caused it. */
  readonly requestId: string;
  /** Variables that may be personal or secret, sealed: record kind `mailVariables`, class contact, record id = mail id, revision 1. */
  readonly sealedVariables: Uint8Array | undefined;
  /** Variables that are codes and instants alone, for acts of functions that hold no keys. */
  readonly openVariables: Readonly<Record<string, unknown>> | undefined;
}
