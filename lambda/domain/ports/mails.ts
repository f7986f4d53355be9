import type { MailLane } from '../mail/lane.ts';
import type { Mail } from '../mail/mail.ts';
import type { Personal } from '../pii.ts';
import type { Write } from './commit.ts';

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

export interface MailPage {
  readonly mails: readonly Mail[];
  readonly hasNextPage: boolean;
}

export interface DueMails {
  readonly mails: readonly { readonly customerId: string; readonly mailId: string; readonly dueAt: string }[];
  /** Items passed over: they are no mail's. */
  readonly unreadable: number;
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
