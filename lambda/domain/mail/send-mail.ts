import { type Campaign, isUnderWay } from '../campaign/campaign.ts';
import { loadContactFacts } from '../contact/load-contact-facts.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { isCorrespondent } from '../request/correspondent.ts';
import { requirePolicyAndKeys } from '../require-policy-and-keys.ts';
import { reread } from '../reread.ts';
import { beginSending } from './begin-sending.ts';
import { campaignVariables } from './campaign-variables.ts';
import { type Destination, destinationOf } from './destination.ts';
import { divertVerification } from './divert-verification.ts';
import { handOver, prepare } from './hand-over.ts';
import { judgeMail } from './judge-mail.ts';
import type { Mail, MailState } from './mail.ts';
import { parkMail } from './park-mail.ts';
import { sendToCorrespondent } from './send-to-correspondent.ts';
import { settleMail } from './settle-mail.ts';
import {
  deferred,
  diverted,
  failed,
  givenUp,
  nextStep,
  pauseEnds,
  remembering,
  withheld,
} from './transitions.ts';

export type SendMailDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'outbox'
  | 'contactStates'
  | 'customers'
  | 'consents'
  | 'policies'
  | 'campaigns'
  | 'notices'
  | 'emails'
  | 'emailChanges'
  | 'correspondents'
  | 'threads'
  | 'counters'
  | 'sealing'
  | 'refusalTokens'
  | 'composeMail'
  | 'mailTransport'
  | 'log'
  | 'settings'
>;

export interface SendMailInput {
  readonly customerId: string;
  readonly mailId: string;
  /** Name of the deployed function that sends. */
  readonly by: string;
}

/**
 * How often everything is read again: when something changed between reading and beginning, and when it does not fit together. A batch
 * that read the record before the customer's own change and the keys after it looks like a roll-back and is none.
 */
const again = { STALE_REVISION: 3, INTEGRITY_VIOLATION: 1 };

/**
 * Sends one mail if it is due and the gate allows it, and settles what became of it. Safe to call for the same mail at any time, by any
 * number of callers, again after any crash: nothing is sent but by whoever committed its beginning. What is not as it was stored of the
 * mail, its campaign or its customer parks it.
 * @returns the state it was left in; `WAITING` when there was nothing to do.
 * @throws what the stores throw, and INTEGRITY_VIOLATION of what all mails share; the sweep comes back to the mail.
 */
export async function sendMail(deps: SendMailDeps, input: SendMailInput): Promise<MailState | 'WAITING'> {
  try {
    return await reread(again, () => sendAsRead(deps, input));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'INTEGRITY_VIOLATION') throw error;
    await requirePolicyAndKeys(deps);
    return parkMail(deps, input, error.code);
  }
}

async function sendAsRead(deps: SendMailDeps, input: SendMailInput): Promise<MailState | 'WAITING'> {
  const { customerId, mailId } = input;
  const mail = await deps.outbox.load(customerId, mailId);
  const step = mail && nextStep(mail, deps.now());
  if (!mail || step === 'WAIT') return 'WAITING';
  if (step === 'GIVE_UP') return settleMail(deps, mail, givenUp(mail));
  if (isCorrespondent(customerId)) return sendToCorrespondent(deps, mail, input.by);
  if (mail.campaignId === undefined) return sendUnderGate(deps, input, mail, undefined);
  const campaign = await deps.campaigns.load(mail.campaignId);
  if (!campaign) return parkMail(deps, input, 'CAMPAIGN_MISSING');
  if (campaign.state === 'STOPPED') return settleMail(deps, mail, withheld(mail, 'CAMPAIGN_STOPPED'));
  // Nothing of one that is done is begun any more: what it still had was given its time.
  if (campaign.state === 'DONE') return settleMail(deps, mail, withheld(mail, 'CAMPAIGN_DONE'));
  // Mails of one that was never started: its row was altered, and its words may have been.
  if (!isUnderWay(campaign)) throw new DomainError('INTEGRITY_VIOLATION');
  if (campaign.state === 'PAUSED')
    return settleMail(deps, mail, deferred(mail, 'CAMPAIGN_PAUSED', pauseEnds(deps.now())));
  return sendUnderGate(deps, input, mail, campaign);
}

async function sendUnderGate(
  deps: SendMailDeps,
  { customerId, by }: SendMailInput,
  before: Mail,
  campaign: Campaign | undefined,
): Promise<MailState | 'WAITING'> {
  // The contact state first: what is read after it can only be newer, and then beginning is refused.
  const contactState = await deps.contactStates.load(customerId);
  const [customer] = await deps.customers.load([customerId]);
  if (!contactState || !customer) return settleMail(deps, before, failed(remembering(before), 'NO_CUSTOMER'));

  const destination = await destinationOf(deps, before, contactState);
  if (!destination) return settleMail(deps, before, withheld(before, 'CHANGE_ENDED'));

  const subject = { contactState: destination.contactState, customer: customer.customer };
  const facts = await loadContactFacts(deps, subject, before.purpose);
  const { decision, mail } = judgeMail(facts, before, deps.now());
  if (decision.until !== undefined)
    return settleMail(deps, before, deferred(mail, decision.reason, decision.until));
  if (!decision.allowed) return settleMail(deps, before, withheld(mail, decision.reason));
  if (mail.advertising && mail.state !== 'QUEUED') return settleMail(deps, before, givenUp(mail));
  const ownerId = await otherOwner(deps, mail, destination);
  if (ownerId !== undefined) return divertVerification(deps, { mail, contactState, ownerId, by });

  const { consents, versions } = facts;
  const given = campaign && { mail, campaign, consents, versions, linksUrl: deps.settings.linksUrl };
  const prepared = await prepare(
    deps,
    { ...customer, change: destination.change },
    mail,
    given && ((of) => campaignVariables(given, of)),
  );
  if ('after' in prepared) return settleMail(deps, before, prepared.after);
  const sending = await beginUnlessFlooded(deps, { before, mail, contactState, destination, by });
  // To the asker it looks sent, as when the address has an owner: how many others asked for it is nobody's business.
  if (!sending) return settleMail(deps, before, diverted(mail, deps.now()));
  return settleMail(deps, sending, await handOver(deps, sending, prepared));
}

/** Undefined when the address has had its verifications of the day. */
async function beginUnlessFlooded(
  deps: SendMailDeps,
  input: Parameters<typeof beginSending>[1],
): Promise<Mail | undefined> {
  try {
    return await beginSending(deps, input);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'RATE_LIMITED') return undefined;
    throw error;
  }
}

/** The verified owner of the address, if it is somebody else. */
async function otherOwner(deps: Pick<Ports, 'emails'>, mail: Mail, { emailIndexes }: Destination) {
  if (mail.purpose !== 'EMAIL_VERIFICATION') return undefined;
  const ownerId = await deps.emails.owner(emailIndexes);
  return ownerId === mail.customerId ? undefined : ownerId;
}
