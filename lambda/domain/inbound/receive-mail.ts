import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import type { Ports } from '../ports.ts';
import { after } from '../span.ts';
import type { InboundMail, Verdicts } from './inbound-mail.ts';
import { type Mailboxes, reachedBy } from './mailboxes.ts';
import { domainOf, senderAddress, senderOf } from './sender-of.ts';

/** What the receiving server tells of a mail. */
export interface Receipt {
  readonly id: string;
  /** Mailboxes of the From field, as the server read them. */
  readonly from: readonly string[];
  /** Sender of the envelope; empty: none. */
  readonly source: string;
  /** Recipients of the envelope that are ours. */
  readonly recipients: readonly string[];
  readonly verdicts: Verdicts;
}

export type ReceiveDeps = Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'refusalTokens' | 'inboundMails'> & {
  readonly mailboxes: Mailboxes;
};

/**
 * Notes a mail that came in (P3.4): what the receipt says of it, no word of it and no address. From then on it is filed, whatever becomes of
 * the process.
 * @param by name of the deployed function that acts
 * @returns the mail, its first attempt taken by the caller; undefined when it was known: somebody else has it. One that was given up begins anew
 */
export async function receiveMail(
  deps: ReceiveDeps,
  { id, from, source, recipients, verdicts }: Receipt,
  by: string,
): Promise<InboundMail | undefined> {
  const now = deps.now();
  const { mailbox, token, threadReference } = reachedBy(deps.mailboxes, recipients);
  const sender = senderOf(from);
  const index = sender === undefined ? undefined : await deps.blindIndex.ready();
  const refusal = token === undefined ? undefined : (await deps.refusalTokens.ready()).read(token);
  const mail: InboundMail = {
    id,
    receivedAt: now.toISOString(),
    verdicts,
    fromIndexes: sender === undefined ? undefined : index?.allOf('email', emailIndexForm(sender)),
    isNullSender: source.trim() === '' || source.trim() === '<>',
    isEnvelopeAligned: sender !== undefined && isOfDomain(source, sender),
    mailbox,
    threadReference,
    refusal,
    state: 'RECEIVED',
    cause: undefined,
    version: 1,
    attempt: 1,
    dueAt: againAt(now),
    filed: undefined,
  };
  try {
    const entry = systemEntryOf(by, id, { action: 'RECEIVE_MAIL', mailId: id });
    await deps.commit([deps.inboundMails.insert(mail)], [entry]);
    return mail;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'STALE_REVISION') return takeGivenUp(deps, id, by);
    throw error;
  }
}

/** An envelope's sender (bounces have their own local parts) of the same domain as an address. */
function isOfDomain(source: string, address: string): boolean {
  const envelope = senderAddress(source.trim().replace(/^<(.*)>$/, '$1'));
  return envelope !== undefined && domainOf(envelope) === domainOf(address);
}

/** A mail that was given up and is told of once more, by an operator who mended the cause: it begins anew, by what the first receipt said. */
async function takeGivenUp(
  deps: Pick<ReceiveDeps, 'now' | 'commit' | 'inboundMails'>,
  id: string,
  by: string,
): Promise<InboundMail | undefined> {
  const known = await deps.inboundMails.load(id);
  if (known?.state !== 'GIVEN_UP') return undefined;
  const { version } = known;
  const dueAt = againAt(deps.now());
  const taken = {
    ...known,
    state: 'RECEIVED',
    cause: undefined,
    version: version + 1,
    attempt: 1,
    dueAt,
  } as const;
  const entry = systemEntryOf(by, id, { action: 'RECEIVE_MAIL', mailId: id });
  await deps.commit([deps.inboundMails.replace(known, taken)], [entry]);
  return taken;
}

/** When a mail is taken up again that nobody has settled: longer than a function runs. */
export const againAt = (now: Date): string => after(now, { minutes: limits.inboundAgainMinutes });
