import { systemEntryOf } from '../audit/entry.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import { enqueueMail } from './enqueue-mail.ts';
import type { Mail, MailState } from './mail.ts';
import { mailIdOf } from './mail-id.ts';
import { diverted } from './transitions.ts';

/**
 * A verification for an address that another customer has verified is not sent; the owner is told instead, at most once a UTC day,
 * so that nobody can flood them. One transaction. The asker's answers stay the same: to them a diverted mail looks sent (P3.5).
 * @param by name of the deployed function that sends
 * @throws DomainError STALE_REVISION when something changed meanwhile.
 */
export async function divertVerification(
  deps: Pick<Ports, 'now' | 'random' | 'commit' | 'outbox' | 'contactStates' | 'customers' | 'sealing'>,
  input: { mail: Mail; contactState: ContactState; ownerId: string; by: string },
): Promise<MailState> {
  const { mail, contactState, ownerId, by } = input;
  const { id: mailId, customerId, requestId } = mail;
  const writes = [
    deps.outbox.replace(mail, diverted(mail, deps.now())),
    deps.contactStates.unchanged(contactState),
    ...(await noticeToOwner(deps, ownerId, requestId, by)),
  ];
  await deps.commit(writes, [systemEntryOf(by, requestId, { action: 'MAIL_DIVERTED', customerId, mailId })]);
  return 'DIVERTED';
}

async function noticeToOwner(
  deps: Pick<Ports, 'now' | 'random' | 'outbox' | 'customers' | 'sealing'>,
  ownerId: string,
  requestId: string,
  by: string,
) {
  const day = new Date(`${deps.now().toISOString().slice(0, 10)}T00:00:00Z`);
  const id = mailIdOf(day, 'ADDRESS_TAKEN', ownerId);
  if (await deps.outbox.load(ownerId, id)) return [];
  const [owner] = await deps.customers.load([ownerId]);
  if (!owner) return [];
  const sealing = await deps.sealing.ready(['contact'], [owner.keyring]);
  const { write } = enqueueMail(deps, sealing, owner.keyring, {
    id,
    language: owner.customer.language,
    filled: { template: 'ADDRESS_TAKEN', variables: {} },
    requestedBy: `system:${by}`,
    requestId,
  });
  const keys = deps.sealing.saveKeyring(owner.keyring);
  return keys ? [write, keys] : [write];
}
