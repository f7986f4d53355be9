import { isReference } from '../request/reference.ts';
import { plainAddress } from './sender-of.ts';

/** Our own mailboxes. */
export interface Mailboxes {
  /** Takes refusals; a token may stand behind its local part. */
  readonly refusal: string;
  /** Takes what people write; a reference may stand behind its local part. */
  readonly support: string;
  /** Whom our mails are from. */
  readonly sender: string;
}

/** Which of our mailboxes a mail came to, and what stands behind the name. */
export interface Reached {
  readonly mailbox: 'SUPPORT' | 'REFUSAL';
  /** A token of a refusal, not read yet. */
  readonly token: string | undefined;
  readonly threadReference: string | undefined;
}

/**
 * What the addresses that a mail came to say. One to the refusal mailbox is a refusal, whoever else it went to; every other is for support, a
 * reply to the mailbox that takes no replies among them.
 * @param recipients of the envelope
 */
export function reachedBy({ refusal, support }: Mailboxes, recipients: readonly string[]): Reached {
  const refusals = recipients.flatMap((recipient) => tagOf(refusal, recipient) ?? []);
  const references = recipients
    .map((recipient) => tagOf(support, recipient)?.toUpperCase() ?? '')
    .filter(isReference);
  return {
    mailbox: refusals.length > 0 ? 'REFUSAL' : 'SUPPORT',
    token: refusals.find((tag) => tag !== ''),
    threadReference: references[0],
  };
}

/** Whether an address is one of our own, with whatever behind its name. */
export const isOwnAddress = ({ refusal, support, sender }: Mailboxes, address: string): boolean =>
  [refusal, support, sender].some((own) => tagOf(own, address) !== undefined);

/** What stands behind the `+` of an address of a mailbox; empty: nothing. Undefined: it is another's. */
function tagOf(mailbox: string, address: string): string | undefined {
  const [, name, tag = '', domain] = /^([^+@]+)(?:\+([^@]*))?@([^@]+)$/.exec(address.trim()) ?? [];
  const plain = plainAddress(`${name}@${domain}`);
  return plain?.toLowerCase() === mailbox.toLowerCase() ? tag : undefined;
}
