import { entryOf } from '../audit/entry.ts';
import { newJob } from '../jobs/queue-job.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { changedCampaign } from './campaign.ts';
import { requireCampaign } from './require-campaign.ts';

/**
 * Has the audience of a campaign counted as it is now, and whom the gate would refuse and why: a job, for it looks at every customer.
 * @throws DomainError NOT_FOUND, WRONG_STATE once it was started
 */
export async function countCampaign(
  deps: Pick<Ports, 'now' | 'random' | 'commit' | 'blindIndex' | 'campaigns' | 'jobs' | 'idempotency'>,
  viewer: StaffViewer,
  call: { idempotencyKey: string; campaignId: string },
): Promise<{ campaignId: string }> {
  const { idempotencyKey, campaignId } = call;
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation: 'countCampaign', idempotencyKey, input: campaignId }, async () => {
    const campaign = await requireCampaign(deps, campaignId, ['DRAFTED', 'APPROVED']);
    const id = deps.random.id();
    const report = { campaignId };
    const job = newJob({ id, type: 'COUNT_CAMPAIGN', requestedBy: viewer.subject, report }, deps.now());
    return {
      writes: [
        deps.campaigns.replace(campaign, changedCampaign(campaign, { countJobId: id })),
        ...deps.jobs.insert(job),
      ],
      audit: [entryOf(viewer, { action: 'COUNT_CAMPAIGN', reference: campaignId })],
      result: { campaignId },
    };
  });
}
