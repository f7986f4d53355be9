import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { changedCampaign } from './campaign.ts';
import { requireCampaign } from './require-campaign.ts';

/**
 * A second person stands up for a campaign, word for word, after its author has seen it as a mail.
 * @throws DomainError NOT_FOUND, WRONG_STATE, SAME_PERSON, NOT_TESTED
 */
export async function approveCampaign(
  deps: Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'campaigns' | 'idempotency'>,
  viewer: StaffViewer,
  call: { idempotencyKey: string; campaignId: string },
): Promise<{ campaignId: string }> {
  const { idempotencyKey, campaignId } = call;
  const by = viewer.subject;
  const scope = { caller: `staff:${by}`, operation: 'approveCampaign', idempotencyKey, input: campaignId };
  return once(deps, scope, async () => {
    const campaign = await requireCampaign(deps, campaignId, ['DRAFTED']);
    if (campaign.author === by) throw new DomainError('SAME_PERSON', ['campaignId']);
    if (campaign.testedAt === undefined) throw new DomainError('NOT_TESTED', ['campaignId']);
    const approval = { by, at: deps.now().toISOString(), digest: campaign.digest };
    return {
      writes: [deps.campaigns.replace(campaign, changedCampaign(campaign, { state: 'APPROVED', approval }))],
      audit: [entryOf(viewer, { action: 'APPROVE_CAMPAIGN', reference: campaignId })],
      result: { campaignId },
    };
  });
}
