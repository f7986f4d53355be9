import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { advertisedNext } from '../contact/contact-times.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import type { Destination } from './destination.ts';
import type { Mail } from './mail.ts';
import { type MailWriteDeps, mailWrites } from './mail-writes.ts';
import { begun } from './transitions.ts';

/**
 * Begins to send one mail, in one transaction: the row goes to SENDING with a lease, on the condition that neither the row nor the
 * contact state that the gate read has changed, that its campaign is still running, and that no one else has come to own the address. Whatever came first, wins.
 * Advertising takes its place in the quota by a new version of the contact state, so that no two mails take the same place.
 * @param before the mail as read
 * @param mail the same with what the gate said of it
 * @param by name of the deployed function that sends
 * @returns the mail as it now is: the caller holds its lease.
 * @throws DomainError STALE_REVISION when something changed; RATE_LIMITED when the address has had its verifications of the day;
 * TEMPORARILY_UNAVAILABLE when the outcome is unknown, and then nothing may be sent.
 */
export async function beginSending(
  deps: MailWriteDeps & Pick<Ports, 'commit' | 'contactStates' | 'emails' | 'emailChanges' | 'counters'>,
  {
    before,
    mail,
    contactState,
    destination,
    by,
  }: { before: Mail; mail: Mail; contactState: ContactState; destination: Destination; by: string },
): Promise<Mail> {
  const now = deps.now();
  const { emailIndexes, change } = destination;
  const sending = begun(mail, now, emailIndexes[0]);
  const writes = [
    ...(await mailWrites(deps, before, sending)),
    mail.advertising
      ? deps.contactStates.replace(contactState, {
          ...contactState,
          version: contactState.version + 1,
          advertisedAt: advertisedNext(contactState.advertisedAt, now, notTaken(before)),
        })
      : deps.contactStates.unchanged(contactState),
  ];
  // A stop or a pause that comes first wins: the mail is looked at again, and finds it.
  if (mail.campaignId !== undefined)
    writes.push({ ...deps.campaigns.running(mail.campaignId), refusal: 'STALE_REVISION' });
  if (change) writes.push(deps.emailChanges.unchanged(change));
  if (mail.purpose === 'EMAIL_VERIFICATION') {
    writes.push(...deps.emails.notAnothers(emailIndexes, mail.customerId));
    if (mail.attempt === 0) writes.push(countAgainstAddress(deps, destination));
  }
  await deps.commit(writes, [
    systemEntryOf(by, mail.requestId, {
      action: 'MAIL_BEGUN',
      customerId: mail.customerId,
      fields: ['email'],
      mailId: mail.id,
    }),
  ]);
  return sending;
}

/** When a mail was begun that SES certainly did not take: it is queued again, and its place in the quota is its own. */
export function notTaken({ state, begunAt }: Mail): string | undefined {
  return state === 'QUEUED' ? begunAt : undefined;
}

/** However many accounts somebody makes with a stranger's address, the stranger's mailbox is not flooded. */
function countAgainstAddress(deps: Pick<Ports, 'counters' | 'now'>, { emailIndexes }: Destination): Write {
  const key = `verifications:${emailIndexes[0]}`;
  const counter = { key, limit: limits.verificationsPerDay, windowSeconds: 86_400, now: deps.now() };
  return deps.counters.add(counter, 1, 'RATE_LIMITED');
}
