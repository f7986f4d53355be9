import { limits } from '../../declared/limits.ts';
import { after, dateAfter, milliseconds } from '../span.ts';
import type { Mail } from './mail.ts';

/**
 * What may be done with a mail now. `GIVE_UP`: its outcome is unknown and it may not be repeated (again), or it has waited too long.
 * A mail whose sender vanished is due again once the lease and the event window have passed.
 */
export function nextStep(mail: Mail, now: Date): 'BEGIN' | 'GIVE_UP' | 'WAIT' {
  if (!['QUEUED', 'SENDING', 'UNCERTAIN'].includes(mail.state)) return 'WAIT';
  if (mail.dueAt === undefined || Date.parse(mail.dueAt) > now.getTime()) return 'WAIT';
  if (hasWaitedLong(mail, now)) return 'GIVE_UP';
  if (isOutcomeUnknown(mail) && mail.attempt >= limits.mailAttempts) return 'GIVE_UP';
  // Advertising that SES may have taken is never sent again; anything else may reach its reader twice rather than never.
  return mail.state === 'QUEUED' || !mail.advertising ? 'BEGIN' : 'GIVE_UP';
}

/**
 * Sending has begun: nobody else may begin before the lease and the event window have passed.
 * @param sentTo blind index of the address
 */
export function begun(mail: Mail, now: Date, sentTo: string): Mail {
  const leaseUntil = dateAfter(now, { seconds: limits.mailLeaseSeconds });
  return {
    ...remembering(mail),
    state: 'SENDING',
    attempt: mail.attempt + 1,
    leaseUntil: leaseUntil.toISOString(),
    begunAt: now.toISOString(),
    sentTo,
    dueAt: after(leaseUntil, eventWindow),
    reason: undefined,
  };
}

/** Whether SES would still answer within the lease. A sender that was paused for too long must not send. */
export function leaseSuffices(mail: Mail, now: Date): boolean {
  return (
    mail.leaseUntil !== undefined &&
    now.getTime() + milliseconds({ seconds: limits.mailTimeoutSeconds }) < Date.parse(mail.leaseUntil)
  );
}

export function sent(mail: Mail, messageId: string): Mail {
  return { ...settled(mail), state: 'SENT', messageId };
}

export function suppressed(mail: Mail, reason: string): Mail {
  return { ...settled(mail), state: 'SUPPRESSED', reason };
}

/** As if it had been sent: whoever asked for it reads the same of it as of one that was. */
export function diverted(mail: Mail, now: Date): Mail {
  return { ...settled(remembering(mail)), state: 'DIVERTED', begunAt: now.toISOString() };
}

/** Refused for good. An attempt before this one may have been taken all the same: then its outcome is not known. */
export function failed(mail: Mail, reason: string): Mail {
  return { ...settled(mail), state: mail.mayBeTaken ? 'UNCERTAIN' : 'FAILED', reason };
}

/** A mail that is about to change, with what must not be forgotten of the attempt before: that SES may have taken it. */
export function remembering(mail: Mail): Mail {
  const { state, begunAt, sentTo, mayBeTaken } = mail;
  if (mayBeTaken || state === 'QUEUED' || begunAt === undefined || sentTo === undefined) return mail;
  return { ...mail, mayBeTaken: { begunAt, sentTo } };
}

/**
 * Certainly not taken, and tried again later: after about 15 s, doubled with each attempt, at most an hour; for as long as a mail may
 * wait, so that an outage of SES loses nothing. It stays UNCERTAIN when an attempt before may have been taken.
 * @param spread 0 to 1, random: mails that met the same throttle do not come back together
 */
export function postponed(mail: Mail, reason: string, now: Date, spread: number): Mail {
  if (hasWaitedLong(mail, now)) return failed(mail, reason);
  const wait = Math.min(3600, 15 * 2 ** (mail.attempt - 1)) * (0.75 + spread / 2);
  const state = mail.mayBeTaken ? 'UNCERTAIN' : 'QUEUED';
  return { ...settled(mail), state, dueAt: after(now, { seconds: wait }), reason };
}

/** Not its time yet: looked at again then, and no attempt. What may have been taken stays so. */
export function deferred(mail: Mail, reason: string, until: string): Mail {
  const state = mail.state === 'QUEUED' ? 'QUEUED' : 'UNCERTAIN';
  return { ...settled(mail), state, dueAt: until, reason };
}

/** Not to be sent any more. What may have been taken already is not said to have been kept back. */
export function withheld(mail: Mail, reason: string): Mail {
  return mail.state === 'QUEUED' ? suppressed(mail, reason) : givenUp(mail);
}

/** Perhaps taken, and not to be tried again: only SES's event can still say what became of it. */
export function notRepeated(mail: Mail, reason: string): Mail {
  return { ...settled(mail), state: 'UNCERTAIN', reason };
}

/** When a mail of a paused campaign is looked at again. */
export function pauseEnds(now: Date): string {
  return after(now, { minutes: limits.campaignPauseMinutes });
}

/** Perhaps taken: it waits for SES's event, and after the window counts as lost. */
export function uncertain(mail: Mail, now: Date): Mail {
  const dueAt = after(now, eventWindow);
  return { ...settled(mail), state: 'UNCERTAIN', dueAt, reason: outcomeUnknown };
}

/** The end for a mail that `nextStep` gives up. */
export function givenUp(mail: Mail): Mail {
  if (mail.state === 'QUEUED') return failed(mail, mail.reason ?? 'ATTEMPTS_SPENT');
  return { ...settled(mail), state: 'UNCERTAIN', reason: outcomeUnknown };
}

function settled(mail: Mail): Mail {
  return { ...mail, dueAt: undefined, leaseUntil: undefined, reason: undefined };
}

const outcomeUnknown = 'OUTCOME_UNKNOWN';
/** Of the last attempt; one that was postponed since was certainly not taken. */
const isOutcomeUnknown = ({ state, reason }: Mail): boolean =>
  state === 'SENDING' || (state === 'UNCERTAIN' && reason === outcomeUnknown);

/** Longer than what it says is worth: the link of a verification has ended, the offer is over. */
export function hasWaitedLong({ queuedAt, lane }: Pick<Mail, 'queuedAt' | 'lane'>, now: Date): boolean {
  const hours = lane === 'marketing' ? limits.campaignPatienceDays * 24 : limits.mailPatienceHours;
  return now.getTime() - Date.parse(queuedAt) >= milliseconds({ hours });
}

const eventWindow = { minutes: limits.mailEventWindowMinutes };
