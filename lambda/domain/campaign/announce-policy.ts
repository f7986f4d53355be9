import { limits } from '../../declared/limits.ts';
import type { PolicyDraft } from '../policy/draft.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { milliseconds } from '../span.ts';
import { type Campaign, digestOfPlan } from './campaign.ts';
import { announcementIdOf } from './campaign-id.ts';
import { startCampaignJob } from './campaign-job.ts';

/**
 * The campaign that tells every customer of a version of the policy (P7.4), part of the transaction that publishes it. It begins once the
 * version is in force and the list of customers has everyone who registered under the one before: from then on whoever registers knows it.
 */
export function announcePolicy(
  deps: Pick<Ports, 'campaigns' | 'jobs' | 'now'>,
  { version, effectiveAt, publishedAt }: PolicyVersion,
  { author, approval, draftedAt }: Pick<PolicyDraft, 'author' | 'approval' | 'draftedAt'>,
): readonly Write[] {
  const begins = Date.parse(effectiveAt) + milliseconds({ seconds: limits.customerListLagSeconds });
  const plan = {
    purpose: 'POLICY_CHANGE',
    audience: {},
    content: undefined,
    policyVersion: version,
    startsAt: new Date(begins).toISOString(),
  } as const;
  const digest = digestOfPlan(plan);
  const campaign: Campaign = {
    ...plan,
    id: announcementIdOf(version),
    name: `POLICY ${version}`,
    state: 'RUNNING',
    version: 1,
    author,
    draftedAt,
    digest,
    testedAt: undefined,
    countJobId: undefined,
    approval: approval && { by: approval.by, at: approval.at, digest },
    startedAt: publishedAt,
    finishedAt: undefined,
  };
  return [...deps.campaigns.insert(campaign), ...startCampaignJob(deps, campaign)];
}
