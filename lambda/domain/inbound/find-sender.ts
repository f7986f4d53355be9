import { emailIndexForm } from '../input/email-address.ts';
import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Keyring } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { Language } from '../viewer.ts';
import type { InboundMail } from './inbound-mail.ts';
import { proofOf } from './judge-inbound.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { senderAddress } from './sender-of.ts';

/** Whose address a mail is from: says nothing of whether they sent it. */
export type InboundSender =
  | { readonly kind: 'CUSTOMER'; readonly loaded: LoadedCustomer; readonly contact: ContactState }
  | {
      readonly kind: 'CORRESPONDENT';
      readonly subjectId: string;
      readonly keyring: Keyring;
      readonly language: Language;
      readonly keptUntil: string;
    }
  | { readonly kind: 'UNKNOWN' };

/** Whether a mail names exactly one sender, and it is the one that the verdicts are about. */
export function isOneSender(index: ReadyBlindIndex, mail: InboundMail, { from }: ParsedMail): boolean {
  const [one, ...more] = from;
  const address = one && more.length === 0 ? senderAddress(one.address) : undefined;
  if (address === undefined || mail.fromIndexes === undefined) return false;
  const indexes = index.allOf('email', emailIndexForm(address));
  return mail.fromIndexes.some((known) => indexes.includes(known));
}

/** The customer whose verified address it is from; a correspondent is known again by an authenticated mail alone. */
export async function findSender(
  deps: Pick<Ports, 'emails' | 'customers' | 'contactStates' | 'correspondents' | 'sealing'>,
  mail: InboundMail,
  isOne: boolean,
): Promise<InboundSender> {
  const { fromIndexes, verdicts } = mail;
  if (!isOne || fromIndexes === undefined) return { kind: 'UNKNOWN' };
  const customerId = await deps.emails.owner(fromIndexes);
  if (customerId !== undefined) {
    const [[loaded], contact] = await Promise.all([
      deps.customers.load([customerId]),
      deps.contactStates.load(customerId),
    ]);
    // Of whom everything is erased but what a legal hold keeps, nothing is filed any more: no key is made where one was destroyed.
    const isErased = loaded?.customer.state === 'ERASING';
    if (loaded && contact && !isErased) return { kind: 'CUSTOMER', loaded, contact };
  }
  if (proofOf({ verdicts, isOneSender: isOne }) !== 'AUTHENTICATED') return { kind: 'UNKNOWN' };
  const subjectId = await deps.correspondents.byAddress(fromIndexes);
  const known = subjectId === undefined ? undefined : await deps.correspondents.load(subjectId);
  const keyring = known && (await deps.sealing.loadKeyring(known.id));
  if (!known || !keyring) return { kind: 'UNKNOWN' };
  const { id, language, keptUntil } = known;
  return { kind: 'CORRESPONDENT', subjectId: id, keyring, language, keptUntil };
}
