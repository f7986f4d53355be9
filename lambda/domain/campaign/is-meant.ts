import { type ContactDecision, decideContact } from '../contact/decide-contact.ts';
import { contactFactsOf } from '../contact/load-contact-facts.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { CampaignRecipient } from '../ports/campaigns.ts';
import type { Campaign } from './campaign.ts';

type Known = NonNullable<CampaignRecipient['known']>;

/** Whether a campaign is meant for a customer at all. The announcement of a version is not, for those who accepted it or a later one. */
export function isMeant(
  { audience, policyVersion }: Pick<Campaign, 'audience' | 'policyVersion'>,
  { customer, consents, contact }: Known,
  now: Date,
): boolean {
  const { languages = [], products = [] } = audience;
  const instant = now.toISOString();
  const runs = (product: string) => {
    const endsAt = Object.hasOwn(contact.products, product) ? contact.products[product] : undefined;
    return endsAt !== undefined && endsAt > instant;
  };
  return (
    (policyVersion === undefined || consents.acceptedVersion < policyVersion) &&
    (languages.length === 0 || languages.includes(customer.language)) &&
    (products.length === 0 || products.some(runs))
  );
}

/** What the gate says of a mail of a campaign to a customer now. */
export function decideFor(
  { purpose }: Pick<Campaign, 'purpose'>,
  { customer, consents, contact }: Known,
  versions: readonly PolicyVersion[],
  now: Date,
): ContactDecision {
  const facts = contactFactsOf({ contactState: contact, customer, consents, versions, now });
  return decideContact(facts, purpose, 'EMAIL', now);
}
