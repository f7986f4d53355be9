import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { ContactState, Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { beginSending } from './begin-sending.ts';
import { decideDuty } from './decide-duty.ts';
import { divertVerification } from './divert-verification.ts';
import { handOver, prepare } from './hand-over.ts';
import type { Mail, MailState } from './mail.ts';
import { settleMail } from './settle-mail.ts';
import { diverted, failed, givenUp, nextStep, suppressed } from './transitions.ts';

export type SendMailDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'outbox'
  | 'contactStates'
  | 'customers'
  | 'emails'
  | 'counters'
  | 'sealing'
  | 'composeMail'
  | 'mailTransport'
  | 'log'
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
 * Sends one mail if it is due, and settles what became of it. Safe to call for the same mail at any time, by any number of
 * callers, again after any crash: nothing is sent but by whoever committed its beginning.
 * @returns the state it was left in; `WAITING` when there was nothing to do.
 * @throws what the stores throw; the sweep comes back to the mail.
 */
export async function sendMail(deps: SendMailDeps, input: SendMailInput): Promise<MailState | 'WAITING'> {
  try {
    return await reread(again, () => sendAsRead(deps, input));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INTEGRITY_VIOLATION')
      return park(deps, input, error.code);
    throw error;
  }
}

/** A mail or a customer that is not what was stored: nothing may be sent on its word, and nothing waits for it. */
async function park(deps: Pick<Ports, 'outbox' | 'log'>, input: SendMailInput, code: ErrorCode) {
  const { customerId, mailId } = input;
  deps.log.error(alarmingLogLines.mailParked.event, { mailId, customerId, code });
  await deps.outbox.park(customerId, mailId, code);
  return 'FAILED' as const;
}

async function sendAsRead(deps: SendMailDeps, input: SendMailInput): Promise<MailState | 'WAITING'> {
  const { customerId, mailId, by } = input;
  const mail = await deps.outbox.load(customerId, mailId);
  const step = mail && nextStep(mail, deps.now());
  if (!mail || step === 'WAIT') return 'WAITING';
  if (step === 'GIVE_UP') return settleMail(deps, mail, givenUp(mail));

  // The contact state first: what is read after it can only be newer, and then beginning is refused.
  const contactState = await deps.contactStates.load(customerId);
  const [customer] = await deps.customers.load([customerId]);
  if (!contactState || !customer) return settleMail(deps, mail, failed(mail, 'NO_CUSTOMER'));

  const decision = decideDuty(mail.purpose, contactState);
  if (!decision.allowed) return settleMail(deps, mail, suppressed(mail, decision.reason));
  const ownerId = await otherOwner(deps, mail, contactState);
  if (ownerId !== undefined) return divertVerification(deps, { mail, contactState, ownerId, by });

  const prepared = await prepare(deps, customer, mail);
  if ('after' in prepared) return settleMail(deps, mail, prepared.after);
  const sending = await beginUnlessFlooded(deps, { mail, contactState, by });
  // To the asker it looks sent, as when the address has an owner: how many others asked for it is nobody's business.
  if (!sending) return settleMail(deps, mail, diverted(mail));
  return settleMail(deps, sending, await handOver(deps, sending, prepared));
}

/** Undefined when the address has had its verifications of the day. */
async function beginUnlessFlooded(
  deps: SendMailDeps,
  input: { mail: Mail; contactState: ContactState; by: string },
): Promise<Mail | undefined> {
  try {
    return await beginSending(deps, input);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'RATE_LIMITED') return undefined;
    throw error;
  }
}

/** The verified owner of the address, if it is somebody else. */
async function otherOwner(deps: Pick<Ports, 'emails'>, mail: Mail, contactState: ContactState) {
  if (mail.purpose !== 'EMAIL_VERIFICATION') return undefined;
  const ownerId = await deps.emails.owner(contactState.emailIndexes);
  return ownerId === mail.customerId ? undefined : ownerId;
}
