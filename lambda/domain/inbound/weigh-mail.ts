import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Ports } from '../ports.ts';
import type { CustomerRequest } from '../request/request.ts';
import { automaticOf } from './automatic-of.ts';
import { findSender, type InboundSender, isOneSender } from './find-sender.ts';
import { findThread } from './find-thread.ts';
import type { InboundMail } from './inbound-mail.ts';
import { proofOf, type WeighedMail } from './judge-inbound.ts';
import { isOwnAddress, type Mailboxes } from './mailboxes.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { saysMore } from './says-more.ts';
import { filedKeysOf } from './thread-keys.ts';

export type WeighDeps = Pick<
  Ports,
  | 'blindIndex'
  | 'emails'
  | 'customers'
  | 'contactStates'
  | 'correspondents'
  | 'sealing'
  | 'requests'
  | 'threads'
> & { readonly mailboxes: Mailboxes };

/** A mail with all that it is judged by, and what that was read from. */
export interface Weighed {
  readonly facts: WeighedMail;
  readonly index: ReadyBlindIndex;
  readonly sender: InboundSender;
  readonly thread: CustomerRequest | undefined;
}

/** Reads all that a mail is judged by. */
export async function weighMail(
  deps: WeighDeps,
  mail: InboundMail,
  parsed: ParsedMail,
  isRefused: boolean,
): Promise<Weighed> {
  const index = await deps.blindIndex.ready();
  const isOne = isOneSender(index, mail, parsed);
  const sender = await findSender(deps, mail, isOne);
  const proof = proofOf({ verdicts: mail.verdicts, isOneSender: isOne });
  const subjectId = subjectOf(sender);
  const thread =
    proof === 'FAILED' || subjectId === undefined
      ? undefined
      : await findThread(deps, index, mail, parsed, subjectId);
  const isKnown = proof === 'AUTHENTICATED' && subjectId !== undefined;
  // Of several senders one that is ours makes it no machine of ours: it is judged as a mail of several senders.
  const isOwn =
    parsed.from.length > 0 && parsed.from.every(({ address }) => isOwnAddress(deps.mailboxes, address));
  const isHeld = sender.kind === 'CUSTOMER' && sender.contact.isHeld;
  const facts: WeighedMail = {
    verdicts: mail.verdicts,
    isOneSender: isOne,
    isEnvelopeAligned: mail.isEnvelopeAligned,
    namesUs: parsed.recipients.some((address) => isOwnAddress(deps.mailboxes, address)),
    isDuplicate: isKnown && (await wasFiled(deps, index, subjectId, parsed)),
    automatic: automaticOf(parsed, { isNullSender: mail.isNullSender, isOwn }),
    sender: isHeld ? 'HELD_CUSTOMER' : sender.kind,
    continues: thread && (thread.state === 'ANSWERED' ? 'ANSWERED' : 'OPEN'),
    isRefused,
    hasWords: saysMore(parsed),
    losesFiles: parsed.attachments.some(({ refused }) => refused !== undefined),
  };
  return { facts, index, sender, thread };
}

/** Whether a proven mail of this very subject with the same message id was filed. */
async function wasFiled(
  { threads }: Pick<Ports, 'threads'>,
  index: ReadyBlindIndex,
  subjectId: string,
  { messageId }: ParsedMail,
): Promise<boolean> {
  if (messageId === undefined) return false;
  const filed = await threads.find(filedKeysOf(index, subjectId, messageId));
  return filed?.subjectId === subjectId;
}

/** Who a mail is from, as requests name them. */
export function subjectOf(sender: InboundSender): string | undefined {
  if (sender.kind === 'CUSTOMER') return sender.loaded.customer.id;
  return sender.kind === 'CORRESPONDENT' ? sender.subjectId : undefined;
}
