import type { Campaign } from '../campaign/campaign.ts';
import { fillWords } from '../campaign/fill-words.ts';
import type { ConsentState } from '../consent/fact.ts';
import { staleUnder } from '../consent/is-stale.ts';
import type { ContactDetails } from '../customer/details.ts';
import { DomainError } from '../errors.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Mail } from './mail.ts';
import type { CampaignWords, MailVariables } from './templates.ts';

interface Given {
  readonly mail: Pick<Mail, 'template' | 'language'>;
  readonly campaign: Campaign;
  readonly consents: ConsentState | undefined;
  readonly versions: readonly PolicyVersion[];
  readonly linksUrl: string;
}

/**
 * What a mail of a campaign is filled with; its row has nothing of it: the campaign's words with the name in force, or the version of the
 * policy it announces and which of this customer's choices count as not given under it.
 * @throws DomainError INTEGRITY_VIOLATION when the campaign has not what its mail needs
 */
export function campaignVariables(
  given: Given,
  { name }: Pick<ContactDetails, 'name'>,
): CampaignWords | MailVariables['POLICY_CHANGE'] {
  const { mail, campaign } = given;
  if (mail.template === 'POLICY_CHANGE') return policyChange(given);
  const words = mail.template === 'CAMPAIGN' ? campaign.content?.[mail.language] : undefined;
  if (!words) throw new DomainError('INTEGRITY_VIOLATION');
  return fillWords(words, { name });
}

function policyChange({ campaign, consents, versions, linksUrl }: Given): MailVariables['POLICY_CHANGE'] {
  const announced = versions.find(({ version }) => version === campaign.policyVersion);
  if (!announced) throw new DomainError('INTEGRITY_VIOLATION');
  const { version, effectiveAt } = announced;
  const link = `${linksUrl}/links/policy/${version}`;
  return { version, effectiveAt, link, stalePurposes: staleUnder(consents, versions, announced) };
}
