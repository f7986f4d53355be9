import * as z from 'zod/mini';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import { queuedMail, variablesAt } from '../mail/enqueue-mail.ts';
import type { Letter } from '../mail/letter.ts';
import { mailIdOf } from '../mail/mail-id.ts';
import type { FilledTemplate } from '../mail/templates.ts';
import { MailRefused } from '../mail/transport-errors.ts';
import { Personal } from '../pii.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import type { ReadyRefusalTokens } from '../ports/signing.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { type Language, languages } from '../viewer.ts';
import { type Campaign, changedCampaign } from './campaign.ts';
import { fillWords } from './fill-words.ts';

type Deps = Pick<
  Ports,
  | 'campaigns'
  | 'policies'
  | 'sealing'
  | 'refusalTokens'
  | 'composeMail'
  | 'mailTransport'
  | 'commit'
  | 'now'
  | 'log'
>;

const given = z.object({ campaignId: z.string(), sealed: z.string() });
/** Somebody who is nobody, in the place of the reader's name. */
const sampleName = 'Nguyễn Văn An';

/**
 * The job of a test mail: one in each language that the campaign speaks, then the campaign is tested. It may come twice when its run is
 * cut short. Its report keeps nothing: the address goes with it.
 */
export async function* sendTest(deps: Deps, job: Job): AsyncGenerator<JobStep> {
  const { campaignId, sealed } = given.parse(job.report);
  const [campaign, keyring] = await Promise.all([
    deps.campaigns.load(campaignId),
    deps.sealing.loadKeyring(campaignId),
  ]);
  if (!campaign?.content || !keyring) throw new TypeError('A test names a campaign that is not there.');
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  const to = sealing.open(keyring, variablesAt(job.id), Buffer.from(sealed, 'base64url')) as Personal<string>;
  const tokens = await deps.refusalTokens.ready();
  const isAdvertising = await advertises(deps, campaign);
  try {
    for (const language of campaign.audience.languages ?? languages) {
      const letter = letterOf(campaign, { language, to, tokens, isAdvertising, job, now: deps.now() });
      const raw = await deps.composeMail(letter);
      await deps.mailTransport.send({ raw, to, customerId: undefined, mailId: letter.mail.id });
    }
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    deps.log.warn('test_mail_refused', { jobId: job.id, code: error.code });
    return yield { report: { campaignId }, isDone: true };
  }
  await noteTested(deps, campaignId);
  yield { report: { campaignId }, isDone: true };
}

async function advertises(deps: Pick<Ports, 'policies' | 'now'>, { purpose }: Campaign): Promise<boolean> {
  const version = await policyInForce(deps, deps.now());
  return version?.purposes.find((stated) => stated.purpose === purpose)?.advertising ?? true;
}

/** As a customer would get it. Its links to refuse lead to nobody. */
function letterOf(
  campaign: Campaign,
  how: {
    readonly language: Language;
    readonly to: Personal<string>;
    readonly tokens: ReadyRefusalTokens;
    readonly isAdvertising: boolean;
    readonly job: Job;
    readonly now: Date;
  },
): Letter {
  const { id: campaignId, purpose, content } = campaign;
  const { language, to, tokens, isAdvertising, job, now } = how;
  if (!content || purpose === 'POLICY_CHANGE')
    throw new TypeError('An announcement has no words of its own.');
  const draft = {
    id: mailIdOf(now, 'TEST', job.id, language),
    customerId: campaignId,
    language,
    template: 'CAMPAIGN',
    campaignId,
    requestedBy: `staff:${job.requestedBy}`,
    requestId: job.id,
  } as const;
  const variables = fillWords(content[language], { name: sampleName });
  return {
    mail: { ...queuedMail(draft, purpose, now), advertising: isAdvertising },
    to,
    filled: new Personal<FilledTemplate>({ template: 'CAMPAIGN', variables }),
    refusing: {
      purpose,
      token: tokens.tokenOf(campaignId, purpose),
      tokenOfAll: tokens.tokenOf(campaignId, 'ALL'),
    },
  };
}

async function noteTested(deps: Deps, campaignId: string): Promise<void> {
  await reread({ STALE_REVISION: 5 }, async () => {
    const campaign = await deps.campaigns.load(campaignId);
    if (!campaign) return;
    const tested = changedCampaign(campaign, { testedAt: deps.now().toISOString() });
    await deps.commit([deps.campaigns.replace(campaign, tested)], []);
  });
}
