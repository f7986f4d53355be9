import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { ContactState, Ports, Write } from '../ports.ts';
import type { Mail } from './mail.ts';
import { begun } from './transitions.ts';

/**
 * Begins to send one mail, in one transaction: the row goes to SENDING with a lease, on the condition that neither the row nor the
 * contact state that the gate read has changed, and that no one else has come to own the address. Whatever came first, wins.
 * @param by name of the deployed function that sends
 * @returns the mail as it now is: the caller holds its lease.
 * @throws DomainError STALE_REVISION when something changed; RATE_LIMITED when the address has had its verifications of the day; TEMPORARILY_UNAVAILABLE when the outcome is unknown, and then nothing
 * may be sent.
 */
export async function beginSending(
  deps: Pick<Ports, 'now' | 'commit' | 'outbox' | 'contactStates' | 'emails' | 'counters'>,
  { mail, contactState, by }: { mail: Mail; contactState: ContactState; by: string },
): Promise<Mail> {
  const sending = begun(mail, deps.now());
  const writes = [deps.outbox.replace(mail, sending), deps.contactStates.unchanged(contactState)];
  if (mail.purpose === 'EMAIL_VERIFICATION') {
    writes.push(...deps.emails.notAnothers(contactState.emailIndexes, mail.customerId));
    if (mail.attempt === 0) writes.push(countAgainstAddress(deps, contactState));
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

/** However many accounts somebody makes with a stranger's address, the stranger's mailbox is not flooded. */
function countAgainstAddress(deps: Pick<Ports, 'counters' | 'now'>, { emailIndexes }: ContactState): Write {
  const key = `verifications:${emailIndexes[0]}`;
  const counter = { key, limit: limits.verificationsPerDay, windowSeconds: 86_400, now: deps.now() };
  return deps.counters.add(counter, 1, 'RATE_LIMITED');
}
