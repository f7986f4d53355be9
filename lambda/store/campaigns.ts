import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import type { CampaignSegment, CampaignStore } from '../domain/ports/campaigns.ts';
import { countMail, readCounts } from './campaign-counts.ts';
import { campaignItem, campaignKey, segmentKey, storedCampaign, storedSegment } from './campaign-item.ts';
import { readRecipients } from './campaign-recipients.ts';
import { checkWhile, fromItem, getItem, putNew, putWhile, type StoreDeps } from './item.ts';
import { listRow, readListed } from './listed.ts';
import { queryPartition } from './query-partition.ts';

const listKey = 'CAMPAIGNS';

/**
 * Campaigns: pk `CAMPAIGN#<id>`, sk `CAMPAIGN`, with the segments of their walk beside them under `SEGMENT#<nn>`; their list under pk
 * `CAMPAIGNS`, sk `<drafted at>#<id>`; what came of their mails under pk `CAMPAIGN#<id>#<nn>`, sk `COUNT`, apart, so that mails
 * sent side by side do not crowd one partition.
 */
export function createCampaignStore({ dynamo, table }: StoreDeps): CampaignStore {
  const deps = { dynamo, table };
  return {
    async load(id) {
      const campaign = await getItem(deps, storedCampaign, campaignKey(id));
      if (campaign && campaign.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return campaign;
    },
    async page(first, after) {
      const page = { list: listKey, keyOf: campaignKey, first, after };
      const { entries, hasNextPage } = await readListed(deps, page, (item, { cursor }) => ({
        campaign: fromItem(storedCampaign, item),
        cursor,
      }));
      return { campaigns: entries, hasNextPage };
    },
    insert: (campaign) => [
      putNew(table, campaignItem(campaign), 'STALE_REVISION'),
      listRow(table, listKey, campaign.draftedAt, campaign.id),
    ],
    replace: ({ version }, after) => putWhile(table, campaignItem(after), { version }),
    running: (id) => checkWhile(table, campaignKey(id), { state: 'RUNNING' }, 'WRONG_STATE'),
    recipients: (segment, after, first) => readRecipients(deps, segment, after, first),
    async segments(id) {
      const rows = await queryPartition(deps, storedSegment, campaignKey(id).pk, 'SEGMENT#');
      const walked = new Map(rows.map(({ kind: _, cursor, ...row }) => [row.segment, { ...row, cursor }]));
      return Array.from({ length: limits.indexShards }, (_, n) => walked.get(n) ?? unwalked(n));
    },
    replaceSegment(id, before, after) {
      const item = { ...segmentKey(id, after.segment), kind: 'CAMPAIGN_SEGMENT', ...after };
      return before.version === 0
        ? putNew(table, item, 'STALE_REVISION')
        : putWhile(table, item, { version: before.version });
    },
    count: (mail, from, to) => countMail(table, mail, from, to),
    counted: (id) => readCounts(deps, id),
  };
}

const unwalked = (segment: number): CampaignSegment => ({
  segment,
  version: 0,
  cursor: undefined,
  isDone: false,
  queued: 0,
  suppressed: {},
  unreadable: 0,
});
