import type { ContactDecision } from '../contact/decide-contact.ts';
import { queuedMail } from '../mail/enqueue-mail.ts';
import type { Mail } from '../mail/mail.ts';
import { mailIdOf } from '../mail/mail-id.ts';
import type { CampaignRecipient } from '../ports/campaigns.ts';
import { type Campaign, walksFrom } from './campaign.ts';

/**
 * The one mail of a campaign to a customer: its id follows from both, so that nobody is written to twice. Refused by the gate it is kept
 * as SUPPRESSED; a full quota only postpones it. Its lane is the paced one whatever the purpose is: an announcement to everybody
 * must not stand before a verification that somebody waits for.
 */
export function mailOfCampaign(
  campaign: Campaign,
  { customer }: NonNullable<CampaignRecipient['known']>,
  decision: ContactDecision,
  now: Date,
): Mail {
  const mail = queuedMail(
    {
      id: mailIdOf(walksFrom(campaign), 'CAMPAIGN', campaign.id, customer.id),
      customerId: customer.id,
      language: customer.language,
      template: campaign.purpose === 'POLICY_CHANGE' ? 'POLICY_CHANGE' : 'CAMPAIGN',
      campaignId: campaign.id,
      requestedBy: `staff:${campaign.author}`,
      requestId: campaign.id,
      decision: { ...decision, at: now.toISOString() },
    },
    campaign.purpose,
    now,
  );
  return { ...mail, lane: 'marketing' };
}
