import type { Mail, MailState } from './mail.ts';
import type { MailEvent, MailEventKind } from './mail-event.ts';

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

/**
 * Whether an event is about this mail as it was sent: the message is known by SES's id, or an answer never came, be it to an attempt
 * that others followed.
 */
export function isAbout({ messageId }: MailEvent, mail: Mail): boolean {
  if (mail.mayBeTaken) return true;
  if (mail.messageId !== undefined) return mail.messageId === messageId;
  return mail.state === 'SENDING' || mail.state === 'UNCERTAIN';
}

/** The mail as the attempt had it that an event is about: of several it is the first, but where SES's id says that it is the last. */
export function toldOf(mail: Mail, { messageId }: MailEvent): Mail {
  return mail.messageId === messageId ? mail : { ...mail, ...mail.mayBeTaken };
}

/** What an event makes of a mail; undefined when it says nothing new. States only move forward. */
export function moved(mail: Mail, event: MailEvent): Mail | undefined {
  const { kind } = event;
  const state = stateAfter(kind);
  const [from = 0, to = 0] = [places[mail.state], places[state]];
  const messageId = mail.messageId ?? event.messageId;
  const about = mail.messageId === undefined ? toldOf(mail, event) : mail;
  const settled = { ...about, messageId, dueAt: undefined, leaseUntil: undefined };
  // What SES took and refused afterwards did not bounce and was not delivered.
  if (state === 'FAILED' && from > 1) return undefined;
  // What reached its reader was taken: what is told afterwards is the reader's own answer, of an absence perhaps.
  if (kind === 'SOFT_BOUNCED' && from > 1) return undefined;
  // Known for worse than it seemed.
  if (kind === 'BOUNCED' && mail.state === 'BOUNCED' && mail.reason !== undefined)
    return { ...settled, state, reason: event.reason };
  if (kind === 'DELAYED')
    return from > 1 || mail.reason === 'DELAYED' ? undefined : { ...settled, state, reason: 'DELAYED' };
  return to > from ? { ...settled, state, reason: event.reason } : undefined;
}

function stateAfter(kind: MailEventKind): MailState {
  if (kind === 'DELAYED') return 'SENT';
  return kind === 'SOFT_BOUNCED' ? 'BOUNCED' : kind;
}
