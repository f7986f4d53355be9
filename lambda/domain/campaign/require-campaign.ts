import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { Campaign, CampaignState } from './campaign.ts';

/** A campaign in one of these states. @throws DomainError NOT_FOUND, WRONG_STATE */
export async function requireCampaign(
  deps: Pick<Ports, 'campaigns'>,
  id: string,
  states: readonly CampaignState[],
): Promise<Campaign> {
  const campaign = await deps.campaigns.load(id);
  if (!campaign) throw new DomainError('NOT_FOUND', ['campaignId']);
  if (!states.includes(campaign.state)) throw new DomainError('WRONG_STATE', ['campaignId']);
  return campaign;
}
