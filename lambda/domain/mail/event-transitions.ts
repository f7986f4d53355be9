import type { Mail, MailState } from './mail.ts';
import type { MailEvent } from './mail-event.ts';

/** How far a mail has come. What has no place here was never with SES. */
const places: Readonly<Partial<Record<MailState, number>>> = {
  SENDING: 0,
  UNCERTAIN: 0,
  SENT: 1,
  DELIVERED: 2,
  BOUNCED: 3,
  COMPLAINED: 4,
  FAILED: 5,
};

/** Whether an event is about this mail as it was sent: the message is known by SES's id, or its answer never came. */
export function isAbout({ messageId }: MailEvent, mail: Mail): boolean {
  if (mail.messageId !== undefined) return mail.messageId === messageId;
  return mail.state === 'SENDING' || mail.state === 'UNCERTAIN';
}

/** What an event makes of a mail; undefined when it says nothing new. States only move forward. */
export function moved(mail: Mail, event: MailEvent): Mail | undefined {
  const { kind, messageId } = event;
  const state = kind === 'DELAYED' ? 'SENT' : kind === 'SOFT_BOUNCED' ? 'BOUNCED' : kind;
  const [from = 0, to = 0] = [places[mail.state], places[state]];
  const settled = { ...mail, messageId, dueAt: undefined, leaseUntil: undefined };
  // What SES took and refused afterwards did not bounce and was not delivered.
  if (state === 'FAILED' && from > 1) return undefined;
  // What was delivered and answered by a machine afterwards has arrived.
  if (kind === 'SOFT_BOUNCED' && from > 1) return undefined;
  if (kind === 'DELAYED')
    return from > 1 || mail.reason === 'DELAYED' ? undefined : { ...settled, state, reason: 'DELAYED' };
  return to > from ? { ...settled, state, reason: event.reason } : undefined;
}
