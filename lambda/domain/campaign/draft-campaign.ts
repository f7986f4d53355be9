import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import { requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { type Campaign, digestOfPlan } from './campaign.ts';
import { campaignIdAt } from './campaign-id.ts';
import { type GivenCampaign, parseCampaign } from './parse-campaign.ts';

/**
 * Writes a campaign down (P2.4, P2.5, P2.7). It is not changed afterwards: other words are another campaign.
 * @throws DomainError those of `parseCampaign`; UNKNOWN_PURPOSE at `purpose` when the policy in force does not state it; NO_POLICY_IN_FORCE
 */
export async function draftCampaign(
  deps: Pick<
    Ports,
    'now' | 'random' | 'commit' | 'blindIndex' | 'campaigns' | 'policies' | 'idempotency' | 'settings'
  >,
  viewer: StaffViewer,
  call: GivenCampaign & { readonly idempotencyKey: string },
): Promise<{ campaignId: string }> {
  const { idempotencyKey, ...given } = call;
  const caller = `staff:${viewer.subject}`;
  const input = { ...given, startsAt: given.startsAt?.toISOString() ?? null };
  return once(deps, { caller, operation: 'draftCampaign', idempotencyKey, input }, async () => {
    const now = deps.now();
    const { name, ...parsed } = parseCampaign(given, { ownSites: deps.settings.ownSites, now });
    const { purposes } = await requirePolicyInForce(deps, now);
    if (!purposes.some(({ purpose }) => purpose === parsed.purpose))
      throw new DomainError('UNKNOWN_PURPOSE', ['purpose']);
    const plan = { ...parsed, policyVersion: undefined };
    const campaign: Campaign = {
      ...plan,
      id: campaignIdAt(now, deps.random),
      name,
      state: 'DRAFTED',
      version: 1,
      author: viewer.subject,
      draftedAt: now.toISOString(),
      digest: digestOfPlan(plan),
      testedAt: undefined,
      countJobId: undefined,
      approval: undefined,
      startedAt: undefined,
      finishedAt: undefined,
    };
    return {
      writes: deps.campaigns.insert(campaign),
      audit: [entryOf(viewer, { action: 'DRAFT_CAMPAIGN', reference: campaign.id })],
      result: { campaignId: campaign.id },
    };
  });
}
