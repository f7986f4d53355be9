import { campaignOf, draftCampaign, draftInput, must, stepCampaign } from '../../harness/campaigns.ts';
import { done } from '../../harness/recipients.ts';
import { patiently } from '../patiently.ts';
import type { SoakAct } from '../stage.ts';

/** A campaign: drafted, tested by its author, approved by another, started. */
export const advertise: SoakAct = async ({ cloud, cast, acknowledged }) => {
  const [author, approver] = cast.marketing;
  const { id } = done<{ id: string }>(await draftCampaign(cloud, author, draftInput()));
  await must(stepCampaign(cloud, 'test', author, id));
  await patiently(async () => (await campaignOf(cloud, author, id)).testedAt ?? undefined);
  await must(stepCampaign(cloud, 'approve', approver, id));
  await must(stepCampaign(cloud, 'start', approver, id));
  acknowledged.campaigns.push(id);
};
