import type { Ports, ReadyBlindIndex } from '../ports.ts';
import type { CustomerRequest } from '../request/request.ts';
import { automaticOf } from './automatic-of.ts';
import { findSender, type InboundSender, isOneSender } from './find-sender.ts';
import { findThread } from './find-thread.ts';
import type { InboundMail } from './inbound-mail.ts';
import { proofOf, type WeighedMail } from './judge-inbound.ts';
import { isOwnAddress, type Mailboxes } from './mailboxes.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { saysMore } from './says-more.ts';

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
  const isFailed = proofOf({ verdicts: mail.verdicts, isOneSender: isOne }) === 'FAILED';
  const subjectId = subjectOf(sender);
  const thread =
    isFailed || subjectId === undefined ? undefined : await findThread(deps, index, mail, parsed, subjectId);
  const isOwn = parsed.from.some(({ address }) => isOwnAddress(deps.mailboxes, address));
  const isHeld = sender.kind === 'CUSTOMER' && sender.contact.isHeld;
  const facts: WeighedMail = {
    verdicts: mail.verdicts,
    isOneSender: isOne,
    automatic: automaticOf(parsed, { isNullSender: mail.isNullSender, isOwn }),
    sender: isHeld ? 'HELD_CUSTOMER' : sender.kind,
    continues: thread && (thread.state === 'ANSWERED' ? 'ANSWERED' : 'OPEN'),
    isRefused,
    hasWords: saysMore(parsed),
    losesFiles: parsed.attachments.some(({ refused }) => refused !== undefined),
  };
  return { facts, index, sender, thread };
}

/** Who a mail is from, as requests name them. */
export function subjectOf(sender: InboundSender): string | undefined {
  if (sender.kind === 'CUSTOMER') return sender.loaded.customer.id;
  return sender.kind === 'CORRESPONDENT' ? sender.subjectId : undefined;
}
