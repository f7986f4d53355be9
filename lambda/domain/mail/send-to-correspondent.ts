import { systemEntryOf } from '../audit/entry.ts';
import type { Ports } from '../ports.ts';
import { openCorrespondent } from '../request/sealed-words.ts';
import { handOver, prepareLetter } from './hand-over.ts';
import type { Mail, MailState } from './mail.ts';
import { mailWrites } from './mail-writes.ts';
import { openLetterTo } from './open-letter.ts';
import { parkMail } from './park-mail.ts';
import { type SettleDeps, settleMail } from './settle-mail.ts';
import type { MailTemplate } from './templates.ts';
import { begun, withheld } from './transitions.ts';

export type SendToCorrespondentDeps = SettleDeps &
  Pick<Ports, 'random' | 'correspondents' | 'sealing' | 'refusalTokens' | 'composeMail' | 'mailTransport'>;

/** All that is ever sent to somebody who is no customer: what answers what they wrote (P3.1). The list is closed. */
export const correspondentTemplates: readonly MailTemplate[] = [
  'REQUEST_RECEIVED',
  'CORRESPONDENT_NOTICE',
  'REQUEST_ANSWER',
];

/**
 * Sends a mail that is due to a correspondent, who has no consents and no contact state for the gate to judge by: what may be sent at all is a
 * closed list, it goes to the address they gave and to no other, and only while they are kept. Begins in one transaction, on the condition
 * that neither the row has changed nor the correspondent was forgotten; all else is as with a customer's.
 * @throws DomainError STALE_REVISION when something changed; INTEGRITY_VIOLATION
 */
export async function sendToCorrespondent(
  deps: SendToCorrespondentDeps,
  mail: Mail,
  by: string,
): Promise<MailState | 'WAITING'> {
  const { id: mailId, customerId, template, requestId } = mail;
  if (!correspondentTemplates.includes(template) || mail.campaignId !== undefined)
    return parkMail(deps, { customerId, mailId }, 'NOT_FOR_CORRESPONDENTS');
  const correspondent = await deps.correspondents.load(customerId);
  const keyring = correspondent && (await deps.sealing.loadKeyring(customerId));
  if (!keyring) return settleMail(deps, mail, withheld(mail, 'FORGOTTEN'));

  const { email } = openCorrespondent(
    await deps.sealing.ready(['contact'], [keyring]),
    keyring,
    correspondent,
  );
  if (email === undefined) return settleMail(deps, mail, withheld(mail, 'NO_ADDRESS'));
  const prepared = await prepareLetter(deps, keyring, mail, (sealing, _, remembered) =>
    openLetterTo(sealing, keyring, remembered, email),
  );
  if ('after' in prepared) return settleMail(deps, mail, prepared.after);

  const sending = begun(mail, deps.now(), customerId);
  await deps.commit(
    [...(await mailWrites(deps, mail, sending)), deps.correspondents.exists(customerId)],
    [systemEntryOf(by, requestId, { action: 'MAIL_BEGUN', customerId, fields: ['email'], mailId })],
  );
  return settleMail(deps, sending, await handOver(deps, sending, prepared));
}
