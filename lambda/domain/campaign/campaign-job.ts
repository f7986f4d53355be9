import { changedJob } from '../jobs/job.ts';
import { afresh, newJob } from '../jobs/queue-job.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { type Campaign, walksFrom } from './campaign.ts';

/** The one job that runs a campaign. */
export const campaignJobId = (campaignId: string): string => `CAMPAIGN-${campaignId}`;

/** Queues the job of a campaign that was started: at once, or for when it may begin. */
export function startCampaignJob(deps: Pick<Ports, 'jobs' | 'now'>, campaign: Campaign): readonly Write[] {
  const now = deps.now();
  const { id, author } = campaign;
  const report = { campaignId: id };
  const job = newJob({ id: campaignJobId(id), type: 'RUN_CAMPAIGN', requestedBy: author, report }, now);
  const begins = walksFrom(campaign);
  const dueAt = begins.toISOString();
  return deps.jobs.insert(begins > now ? { ...job, leaseUntil: dueAt, dueAt } : job);
}

/** Queues it again for a campaign that was paused, whatever it is about: of two that work at once one finds nothing to do. */
export async function resumeCampaignJob(
  deps: Pick<Ports, 'jobs' | 'now'>,
  campaign: Campaign,
): Promise<readonly Write[]> {
  const job = await deps.jobs.load(campaignJobId(campaign.id));
  if (!job) return startCampaignJob(deps, campaign);
  const report = { campaignId: campaign.id };
  return [deps.jobs.replace(job, changedJob(job, { ...afresh(deps.now()), report }))];
}
