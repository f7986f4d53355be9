import { limits } from '../../declared/limits.ts';
import type { Mail } from '../mail/mail.ts';
import type { CampaignSegment } from '../ports/campaigns.ts';
import type { Ports } from '../ports.ts';
import type { Campaign } from './campaign.ts';
import { decideFor, isMeant } from './is-meant.ts';
import { mailOfCampaign } from './mail-of-campaign.ts';

/** So many mails are a page; the last few places of one are not worth another look at the index. */
const nearlyFull = 0.95;

/** Mails to be made, and how far the walk through their segment has come with them. */
export interface CampaignPageOfMails {
  readonly mails: readonly Mail[];
  readonly after: CampaignSegment;
}

/**
 * The next page of one segment: customers in their order, those that the campaign is not meant for left out, until there are enough mails
 * for one transaction or enough customers were looked at. Writes nothing.
 * @param most mails at most
 */
export async function makePage(
  deps: Pick<Ports, 'campaigns' | 'policies' | 'now' | 'log'>,
  campaign: Campaign,
  before: CampaignSegment,
  most: number = limits.campaignPage,
): Promise<CampaignPageOfMails> {
  const versions = await deps.policies.versions();
  const mails: Mail[] = [];
  let { cursor, isDone, unreadable } = before;
  for (let looked = 0; !isDone && mails.length < most * nearlyFull && looked < limits.campaignLook; ) {
    const first = most - mails.length;
    const page = await deps.campaigns.recipients(before.segment, cursor, first);
    const now = deps.now();
    for (const { customerId, known } of page.recipients) {
      if (!known) {
        unreadable += 1;
        deps.log.error('recipient_not_read', { customerId });
      } else if (isMeant(campaign, known, now))
        mails.push(mailOfCampaign(campaign, known, decideFor(campaign, known, versions, now), now));
    }
    looked += page.recipients.length;
    cursor = page.recipients.at(-1)?.cursor ?? cursor;
    isDone = page.isLast;
  }
  const queued = mails.filter(({ state }) => state === 'QUEUED').length;
  const after: CampaignSegment = {
    ...before,
    version: before.version + 1,
    cursor,
    isDone,
    unreadable,
    queued: before.queued + queued,
    suppressed: withReasons(before.suppressed, mails),
  };
  return { mails, after };
}

function withReasons(before: Readonly<Record<string, number>>, mails: readonly Mail[]) {
  const suppressed = { ...before };
  for (const { state, reason } of mails)
    if (state === 'SUPPRESSED' && reason !== undefined) suppressed[reason] = (suppressed[reason] ?? 0) + 1;
  return suppressed;
}
