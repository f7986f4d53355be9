import { expect, it } from 'vitest';
import { isAbout, moved, toldOf } from '../../../lambda/domain/mail/event-transitions.ts';
import { type Mail, mailStates } from '../../../lambda/domain/mail/mail.ts';
import {
  type MailEvent,
  type MailEventKind,
  mailEventKinds,
} from '../../../lambda/domain/mail/mail-event.ts';

const event = (kind: MailEventKind, messageId = 'ses-2', reason?: string): MailEvent => ({
  kind,
  customerId: 'C1',
  mailId: 'M1',
  messageId,
  ...(reason !== undefined && { reason }),
});
const mailIn = (state: Mail['state'], more: Partial<Mail> = {}): Mail =>
  ({
    id: 'M1',
    customerId: 'C1',
    state,
    dueAt: 'due',
    leaseUntil: 'lease',
    begunAt: 'second',
    sentTo: 'new',
    ...more,
  }) as Mail;
const mayBeTaken = { begunAt: 'first', sentTo: 'old' };

it('is about a mail by SES’s id, or where an answer never came', () => {
  for (const state of mailStates) {
    expect(isAbout(event('SENT'), mailIn(state)), state).toBe(state === 'SENDING' || state === 'UNCERTAIN');
    expect(isAbout(event('SENT'), mailIn(state, { messageId: 'ses-2' }))).toBe(true);
    expect(isAbout(event('SENT'), mailIn(state, { messageId: 'ses-1' }))).toBe(false);
    expect(isAbout(event('SENT'), mailIn(state, { messageId: 'ses-1', mayBeTaken }))).toBe(true);
  }
});

it('is about the first attempt of several, but where SES’s id says that it is the last', () => {
  const mail = mailIn('UNCERTAIN', { mayBeTaken });
  expect(toldOf(mail, event('SENT'))).toEqual({ ...mail, ...mayBeTaken });
  const last = { ...mail, messageId: 'ses-2' };
  expect(toldOf(last, event('SENT'))).toBe(last);
  expect(moved(mail, event('DELIVERED'))).toMatchObject({
    ...mayBeTaken,
    state: 'DELIVERED',
    messageId: 'ses-2',
  });
  const known = { ...mail, messageId: 'ses-1' };
  expect(moved(known, event('BOUNCED'))).toMatchObject({
    begunAt: 'second',
    sentTo: 'new',
    messageId: 'ses-1',
  });
});

it('moves a state forward alone, by every event in every state', () => {
  const kinds = Object.keys(mailEventKinds) as MailEventKind[];
  const became = Object.fromEntries(
    (['SENDING', 'UNCERTAIN', 'SENT', 'DELIVERED', 'BOUNCED', 'COMPLAINED', 'FAILED'] as const).map(
      (state) => [
        state,
        Object.fromEntries(
          kinds.map((kind) => [kind, moved(mailIn(state, { messageId: 'ses-2' }), event(kind))?.state]),
        ),
      ],
    ),
  );
  const nothing = Object.fromEntries(kinds.map((kind) => [kind, undefined]));
  const first = {
    ...nothing,
    SENT: 'SENT',
    DELAYED: 'SENT',
    DELIVERED: 'DELIVERED',
    SOFT_BOUNCED: 'BOUNCED',
    BOUNCED: 'BOUNCED',
    COMPLAINED: 'COMPLAINED',
    FAILED: 'FAILED',
  };
  expect(became).toEqual({
    SENDING: first,
    UNCERTAIN: first,
    SENT: { ...first, SENT: undefined },
    DELIVERED: { ...nothing, BOUNCED: 'BOUNCED', COMPLAINED: 'COMPLAINED' },
    BOUNCED: { ...nothing, COMPLAINED: 'COMPLAINED' },
    COMPLAINED: nothing,
    FAILED: nothing,
  });
});

it('keeps why, ends waiting, and learns once that a bounce was for good and that a mail is delayed', () => {
  const settled = { dueAt: undefined, leaseUntil: undefined, messageId: 'ses-2' };
  const sent = mailIn('SENT', { messageId: 'ses-2' });
  expect(moved(sent, event('FAILED', 'ses-2', 'Reject'))).toMatchObject({
    ...settled,
    state: 'FAILED',
    reason: 'Reject',
  });
  const delayed = moved(sent, event('DELAYED'));
  expect(delayed).toMatchObject({ ...settled, state: 'SENT', reason: 'DELAYED' });
  expect(moved(delayed ?? sent, event('DELAYED'))).toBeUndefined();
  const soft = mailIn('BOUNCED', { messageId: 'ses-2', reason: 'Transient' });
  expect(moved(soft, event('BOUNCED'))).toMatchObject({ ...settled, state: 'BOUNCED', reason: undefined });
  expect(moved(soft, event('SOFT_BOUNCED', 'ses-2', 'Transient'))).toBeUndefined();
});
