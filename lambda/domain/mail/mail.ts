import type { MailPurpose } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import type { MailLane } from './lane.ts';

/** States of a mail. `DIVERTED`: the address has another, verified owner, who was told instead; to the asker it looks sent (P3.5). */
export const mailStates = [
  'QUEUED',
  'SENDING',
  'SENT',
  'DIVERTED',
  'SUPPRESSED',
  'FAILED',
  'UNCERTAIN',
] as const;
export type MailState = (typeof mailStates)[number];

/** Templates; each has its words and its looks in `lambda/mail/templates/`. */
export const mailTemplates = ['EMAIL_VERIFICATION', 'ADDRESS_TAKEN'] as const;
export type MailTemplate = (typeof mailTemplates)[number];

/** What each template is filled with. */
export interface MailVariables {
  /** `hours`: how long the link works. */
  readonly EMAIL_VERIFICATION: { readonly link: string; readonly hours: number };
  /** Nothing: the owner of an address learns nothing about who tried it. */
  readonly ADDRESS_TAKEN: Readonly<Record<never, never>>;
}

/** What a template is sent for; the gate judges by it. */
export const templatePurposes = {
  EMAIL_VERIFICATION: 'EMAIL_VERIFICATION',
  ADDRESS_TAKEN: 'SECURITY_NOTICE',
} as const satisfies Readonly<Record<MailTemplate, MailPurpose>>;

/** An outbox row. Address and name are not in it: those in force when sending begins are used (P3.1). */
export interface Mail {
  readonly id: string;
  readonly customerId: string;
  readonly purpose: MailPurpose;
  /** Follows from the purpose. */
  readonly lane: MailLane;
  /** Whether the policy version in force when it was queued calls the purpose advertising; a duty never is. */
  readonly advertising: boolean;
  readonly template: MailTemplate;
  readonly language: Language;
  readonly state: MailState;
  readonly attempt: number;
  readonly queuedAt: string;
  /** When it may next be tried; absent once settled. */
  readonly dueAt: string | undefined;
  /** End of the sender's lease while SENDING. */
  readonly leaseUntil: string | undefined;
  /** Why it was suppressed, failed or postponed: a code. */
  readonly reason: string | undefined;
  /** SES's id once sent. */
  readonly messageId: string | undefined;
  /** Correlates the mail with the request that caused it. */
  readonly requestId: string;
  /** Variables, sealed: record kind `mailVariables`, class contact, record id = mail id, revision 1. */
  readonly sealedVariables: Uint8Array;
}
