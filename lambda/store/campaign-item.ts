import * as z from 'zod/mini';
import {
  type Campaign,
  campaignStates,
  digestOfPlan,
  isApproved,
  isUnderWay,
} from '../domain/campaign/campaign.ts';
import { DomainError } from '../domain/errors.ts';
import { campaignWords } from '../domain/mail/templates.ts';
import { marketingPurposes } from '../domain/purposes.ts';
import { languages } from '../domain/viewer.ts';
import type { Key } from './item.ts';

const instant = z.iso.datetime();
const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.int().check(z.nonnegative());

/**
 * A campaign, parsed. One whose plan is not that of its digest is not read, nor is one under way that nobody approved as it is: nothing may
 * be sent on its word.
 */
export const storedCampaign = z.pipe(
  z.object({
    kind: z.literal('CAMPAIGN'),
    id: z.string(),
    name: z.string(),
    purpose: z.enum([...marketingPurposes, 'POLICY_CHANGE']),
    audience: z.object({
      languages: z.exactOptional(z.array(z.enum(languages))),
      products: z.exactOptional(z.array(z.string())),
    }),
    content: z.optional(z.object({ vi: campaignWords, en: campaignWords })),
    policyVersion: z.optional(z.int()),
    startsAt: z.optional(instant),
    state: z.enum(campaignStates),
    version: count,
    author: z.string(),
    draftedAt: instant,
    digest,
    testedAt: z.optional(instant),
    countJobId: z.optional(z.string()),
    approval: z.optional(z.object({ by: z.string(), at: instant, digest })),
    startedAt: z.optional(instant),
    finishedAt: z.optional(instant),
  }),
  z.transform(({ kind: _, ...row }): Campaign => {
    const campaign = { ...absent, ...row };
    const isWhole = digestOfPlan(campaign) === campaign.digest;
    if (!isWhole || (isUnderWay(campaign) && !isApproved(campaign)))
      throw new DomainError('INTEGRITY_VIOLATION');
    return campaign;
  }),
);

/** What a row leaves out when there is none of it. */
const absent = {
  content: undefined,
  policyVersion: undefined,
  startsAt: undefined,
  testedAt: undefined,
  countJobId: undefined,
  approval: undefined,
  startedAt: undefined,
  finishedAt: undefined,
} as const;

export const storedSegment = z.object({
  kind: z.literal('CAMPAIGN_SEGMENT'),
  segment: count,
  version: count,
  cursor: z.optional(z.string()),
  isDone: z.boolean(),
  queued: count,
  suppressed: z.record(z.string(), count),
  unreadable: count,
});

export const campaignKey = (id: string): Key => ({ pk: `CAMPAIGN#${id}`, sk: 'CAMPAIGN' });

export const segmentKey = (id: string, segment: number): Key => ({
  pk: `CAMPAIGN#${id}`,
  sk: `SEGMENT#${String(segment).padStart(2, '0')}`,
});

/** A campaign as it is put. */
export const campaignItem = (campaign: Campaign) => ({
  ...campaignKey(campaign.id),
  kind: 'CAMPAIGN',
  ...campaign,
});
