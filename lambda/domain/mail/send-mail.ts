import { DomainError } from '../errors.ts';
import type { ContactState, LoadedCustomer, Ports } from '../ports.ts';
import { beginSending } from './begin-sending.ts';
import { decideDuty } from './decide-duty.ts';
import { divertVerification } from './divert-verification.ts';
import type { Letter } from './letter.ts';
import type { Mail, MailState } from './mail.ts';
import { openLetter } from './open-letter.ts';
import { settleMail } from './settle-mail.ts';
import {
  failed,
  givenUp,
  leaseSuffices,
  nextStep,
  postponed,
  sent,
  suppressed,
  uncertain,
} from './transitions.ts';
import { MailPostponed, MailRefused } from './transport-errors.ts';

export type SendMailDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'outbox'
  | 'contactStates'
  | 'customers'
  | 'emails'
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

/** How often everything is read again when something changed between reading and beginning. */
const readings = 4;

/**
 * Sends one mail if it is due, and settles what became of it. Safe to call for the same mail at any time, by any number of
 * callers, again after any crash: nothing is sent but by whoever committed its beginning.
 * @returns the state it was left in; `WAITING` when there was nothing to do.
 * @throws what the stores throw; the sweep comes back to the mail.
 */
export async function sendMail(deps: SendMailDeps, input: SendMailInput): Promise<MailState | 'WAITING'> {
  for (let reading = 1; ; reading++) {
    try {
      return await sendAsRead(deps, input);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'INTEGRITY_VIOLATION') return park(deps, input, error);
      if (error.code !== 'STALE_REVISION' || reading === readings) throw error;
    }
  }
}

/** A mail or a customer that is not what was stored: nothing may be sent on its word, and nothing waits for it. */
async function park(deps: Pick<Ports, 'outbox' | 'log'>, input: SendMailInput, error: DomainError) {
  const { customerId, mailId } = input;
  deps.log.error('mail_parked', { mailId, customerId, code: error.code });
  await deps.outbox.park(customerId, mailId, error.code);
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
  if (ownerId !== undefined) return divertVerification(deps, { mail, contactState, ownerId });

  const prepared = await prepare(deps, customer, mail);
  if ('after' in prepared) return settleMail(deps, mail, prepared.after);
  const sending = await beginSending(deps, { mail, contactState, by });
  return settleMail(deps, sending, await handOver(deps, sending, prepared));
}

/** The verified owner of the address, if it is somebody else. */
async function otherOwner(deps: Pick<Ports, 'emails'>, mail: Mail, contactState: ContactState) {
  if (mail.purpose !== 'EMAIL_VERIFICATION') return undefined;
  const { ownerId } = await deps.emails.find([contactState.emailIndex]);
  return ownerId === mail.customerId ? undefined : ownerId;
}

interface Prepared {
  readonly letter: Letter;
  readonly raw: Uint8Array;
}

/** Opens and composes before sending begins, so that a mail that cannot be made never holds a lease. */
async function prepare(
  deps: Pick<Ports, 'sealing' | 'composeMail' | 'now' | 'random' | 'log'>,
  customer: LoadedCustomer,
  mail: Mail,
): Promise<Prepared | { readonly after: Mail }> {
  const sealing = await deps.sealing.ready(['contact'], [customer.keyring]);
  try {
    const letter = openLetter(sealing, customer, mail);
    return { letter, raw: await deps.composeMail(letter) };
  } catch (error) {
    if (error instanceof MailRefused || error instanceof DomainError)
      return { after: failed(mail, error.code) };
    deps.log.error('mail_not_composed', { mailId: mail.id, customerId: mail.customerId }, error);
    const tried = { ...mail, attempt: mail.attempt + 1 };
    return { after: postponed(tried, 'NOT_COMPOSED', deps.now(), spread(deps)) };
  }
}

/** One call to SES. Whatever it answers becomes a state; an answer that never came, too. */
async function handOver(
  deps: Pick<Ports, 'mailTransport' | 'now' | 'random' | 'log'>,
  mail: Mail,
  { letter, raw }: Prepared,
): Promise<Mail> {
  if (!leaseSuffices(mail, deps.now())) return postponed(mail, 'LEASE_SPENT', deps.now(), spread(deps));
  try {
    const { customerId, id: mailId } = mail;
    return sent(mail, await deps.mailTransport.send({ raw, to: letter.to, customerId, mailId }));
  } catch (error) {
    if (error instanceof MailRefused) return failed(mail, error.code);
    if (error instanceof MailPostponed) return postponed(mail, error.code, deps.now(), spread(deps));
    deps.log.warn('mail_outcome_unknown', { mailId: mail.id, attempt: mail.attempt });
    return uncertain(mail, deps.now());
  }
}

const spread = ({ random }: Pick<Ports, 'random'>): number => (random.bytes(1)[0] ?? 0) / 255;
