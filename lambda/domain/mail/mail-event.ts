import type { AddressState } from '../ports.ts';

interface Kind {
  /** Kept in the audit trail: what somebody may have to answer for. */
  readonly isAudited: boolean;
  /** What it makes of the address the mail went to. */
  readonly closes?: Extract<AddressState, 'BOUNCING' | 'COMPLAINED'>;
}

/**
 * What SES may tell of a mail. `DELAYED`: a delivery that failed for now. `NOT_TAKEN`: SES has given it up, for a cause that says nothing
 * against the address, such as a mailbox that is full.
 */
export const mailEventKinds = {
  SENT: { isAudited: false },
  DELAYED: { isAudited: false },
  DELIVERED: { isAudited: false },
  NOT_TAKEN: { isAudited: true },
  BOUNCED: { isAudited: true, closes: 'BOUNCING' },
  COMPLAINED: { isAudited: true, closes: 'COMPLAINED' },
  FAILED: { isAudited: true },
} as const satisfies Readonly<Record<string, Kind>> as Readonly<Record<MailEventKind, Kind>>;
export type MailEventKind =
  | 'SENT'
  | 'DELAYED'
  | 'DELIVERED'
  | 'NOT_TAKEN'
  | 'BOUNCED'
  | 'COMPLAINED'
  | 'FAILED';

/** One thing that SES tells of one mail, named by the tags it was sent with. */
export interface MailEvent {
  readonly kind: MailEventKind;
  readonly customerId: string;
  readonly mailId: string;
  /** SES's own id. */
  readonly messageId: string;
  /** A code that SES gives with it. */
  readonly reason?: string;
}
