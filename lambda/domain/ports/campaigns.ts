import type { Campaign } from '../campaign/campaign.ts';
import type { ConsentState } from '../consent/fact.ts';
import type { Customer } from '../customer/customer.ts';
import type { Mail, MailState } from '../mail/mail.ts';
import type { Write } from './commit.ts';
import type { ContactState } from './contact.ts';

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
