interface Kind {
  /** Kept in the audit trail: what somebody may have to answer for. */
  readonly isAudited: boolean;
  /** What it makes of the address the mail went to. */
  readonly marks?: AddressMark;
}

/** A hard bounce and a complaint close an address at once; soft bounces are counted (P3.2). */
export type AddressMark = 'HARD_BOUNCE' | 'SOFT_BOUNCE' | 'COMPLAINT';

/**
 * What SES may tell of a mail. `DELAYED`: a delivery that failed for now. `SOFT_BOUNCED`: SES has given it up, for a cause that may pass,
 * such as a mailbox that is full.
 */
export const mailEventKinds = {
  SENT: { isAudited: false },
  DELAYED: { isAudited: false },
  DELIVERED: { isAudited: false },
  SOFT_BOUNCED: { isAudited: true, marks: 'SOFT_BOUNCE' },
  BOUNCED: { isAudited: true, marks: 'HARD_BOUNCE' },
  COMPLAINED: { isAudited: true, marks: 'COMPLAINT' },
  FAILED: { isAudited: true },
} as const satisfies Readonly<Record<string, Kind>> as Readonly<Record<MailEventKind, Kind>>;
export type MailEventKind =
  | 'SENT'
  | 'DELAYED'
  | 'DELIVERED'
  | 'SOFT_BOUNCED'
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
