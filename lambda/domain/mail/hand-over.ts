import { DomainError } from '../errors.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { ReadyRefusalTokens } from '../ports/signing.ts';
import type { Ports } from '../ports.ts';
import { isDuty } from '../purposes.ts';
import type { Letter } from './letter.ts';
import type { Mail } from './mail.ts';
import { type Addressee, openLetter, type VariablesFor } from './open-letter.ts';
import { failed, leaseSuffices, postponed, remembering, sent, uncertain } from './transitions.ts';
import { MailPostponed, MailRefused } from './transport-errors.ts';

/** A mail that is ready to go. */
export interface Prepared {
  readonly letter: Letter;
  readonly raw: Uint8Array;
}

type PrepareDeps = Pick<Ports, 'sealing' | 'refusalTokens' | 'composeMail' | 'now' | 'random' | 'log'>;

/** A customer's mail, ready to go. */
export const prepare = (
  deps: PrepareDeps,
  customer: Addressee,
  before: Mail,
  variablesFor?: VariablesFor,
): Promise<Prepared | { readonly after: Mail }> =>
  prepareLetter(deps, customer.keyring, before, (sealing, tokens, mail) =>
    openLetter(sealing, tokens, customer, mail, variablesFor),
  );

/**
 * Opens and composes before sending begins, so that a mail that cannot be made never holds a lease.
 * @param open the letter, by whose keys these are
 */
export async function prepareLetter(
  deps: PrepareDeps,
  keyring: Keyring,
  before: Mail,
  open: (sealing: ReadySealing, tokens: ReadyRefusalTokens | undefined, mail: Mail) => Letter,
): Promise<Prepared | { readonly after: Mail }> {
  const mail = remembering(before);
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  try {
    const tokens = isDuty(mail.purpose) ? undefined : await deps.refusalTokens.ready();
    const letter = open(sealing, tokens, mail);
    return { letter, raw: await deps.composeMail(letter) };
  } catch (error) {
    if (error instanceof MailRefused) return { after: failed(mail, error.code) };
    if (error instanceof DomainError) throw error;
    deps.log.error('mail_not_composed', { mailId: mail.id, customerId: mail.customerId }, error);
    const tried = { ...mail, attempt: mail.attempt + 1 };
    return { after: postponed(tried, 'NOT_COMPOSED', deps.now(), spread(deps)) };
  }
}

/** One call to SES. Whatever it answers becomes a state; an answer that never came, too. */
export async function handOver(
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
