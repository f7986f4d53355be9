import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import type { Mail } from '../../../lambda/domain/mail/mail.ts';
import {
  begun,
  givenUp,
  leaseSuffices,
  nextStep,
  postponed,
  remembering,
  sent,
  uncertain,
} from '../../../lambda/domain/mail/transitions.ts';

const start = new Date('2026-03-02T08:00:00.000Z');
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const queued: Mail = {
  id: 'M',
  customerId: 'C',
  purpose: 'EMAIL_VERIFICATION',
  lane: 'duty',
  advertising: false,
  template: 'EMAIL_VERIFICATION',
  language: 'vi',
  campaignId: undefined,
  requestedBy: 'system:test',
  state: 'QUEUED',
  attempt: 0,
  queuedAt: start.toISOString(),
  dueAt: start.toISOString(),
  leaseUntil: undefined,
  reason: undefined,
  askedDecision: undefined,
  sendingDecision: undefined,
  begunAt: undefined,
  messageId: undefined,
  openVariables: undefined,
  requestId: 'R',
  sealedVariables: new Uint8Array(),
};
const window = limits.mailEventWindowMinutes * 60;

describe('what may be done with a mail', () => {
  it('waits for the lease and the event window of a sender that vanished, then begins again', () => {
    const sending = begun(queued, start, 'index');
    const end = limits.mailLeaseSeconds + window;
    for (const seconds of [0, 1, limits.mailLeaseSeconds, end - 1])
      expect(nextStep(sending, at(seconds)), String(seconds)).toBe('WAIT');
    expect(nextStep(sending, at(end))).toBe('BEGIN');
    expect(begun(sending, at(end), 'index').attempt).toBe(2);
  });

  it('waits for the event window when the outcome is unknown', () => {
    const unknown = uncertain(begun(queued, start, 'index'), start);
    expect(nextStep(unknown, at(window - 1))).toBe('WAIT');
    expect(nextStep(unknown, at(window))).toBe('BEGIN');
  });

  it('never repeats advertising that may have been taken', () => {
    // The policy version says what is advertising; the purpose alone does not.
    const survey = { ...queued, purpose: 'SURVEYS', lane: 'marketing' } as const;
    const advertising = begun({ ...survey, advertising: true }, start, 'index');
    expect(nextStep(advertising, at(86_400))).toBe('GIVE_UP');
    expect(givenUp(advertising)).toMatchObject({ state: 'UNCERTAIN', dueAt: undefined });
    expect(nextStep(begun({ ...survey, advertising: false }, start, 'index'), at(86_400))).toBe('BEGIN');
  });

  it('goes on with what was certainly not taken last, however many outcomes were unknown before', () => {
    const lost = { ...begun(queued, start, 'index'), attempt: limits.mailAttempts };
    const throttled = postponed(remembering(uncertain(lost, start)), 'Throttling', start, 0);
    expect(throttled).toMatchObject({ state: 'UNCERTAIN', reason: 'Throttling' });
    expect(nextStep(throttled, at(86_400))).toBe('BEGIN');
  });

  it('remembers of an attempt that may have been taken when and where it went, once and of the first alone', () => {
    const first = begun(queued, start, 'first');
    const again = begun(uncertain(first, start), at(60), 'second');
    expect(again.mayBeTaken).toEqual({ begunAt: start.toISOString(), sentTo: 'first' });
    expect(begun(again, at(120), 'third').mayBeTaken).toEqual(again.mayBeTaken);
    const { sentTo: _, ...nowhere } = first;
    for (const mail of [queued, nowhere, { ...first, begunAt: undefined }])
      expect(remembering(mail)).toBe(mail);
  });

  it('gives up when so many outcomes stayed unknown', () => {
    const last = { ...begun(queued, start, 'index'), attempt: limits.mailAttempts };
    expect(nextStep(last, at(86_400))).toBe('GIVE_UP');
  });

  it('waits as long as a mail may wait for SES to take it, however often it was refused', () => {
    const patience = limits.mailPatienceHours * 3600;
    const tried = { ...queued, attempt: 3 * limits.mailAttempts };
    expect(nextStep(tried, at(patience - 1))).toBe('BEGIN');
    expect(postponed(tried, 'Throttling', at(patience - 1), 0)).toMatchObject({ state: 'QUEUED' });
    expect(nextStep(tried, at(patience))).toBe('GIVE_UP');
    expect(postponed(tried, 'Throttling', at(patience), 0)).toMatchObject({
      state: 'FAILED',
      reason: 'Throttling',
    });
  });

  it('has nothing left to do for a settled mail', () => {
    expect(nextStep(sent(begun(queued, start, 'index'), 'ses'), at(1e6))).toBe('WAIT');
  });

  it('lets no sender send whose lease could end before SES answers', () => {
    const sending = begun(queued, start, 'index');
    const last = limits.mailLeaseSeconds - limits.mailTimeoutSeconds;
    expect(leaseSuffices(sending, at(last - 1))).toBe(true);
    expect(leaseSuffices(sending, at(last))).toBe(false);
  });

  it('backs off within bounds, at most an hour and a quarter', () => {
    for (let attempt = 1; attempt < limits.mailAttempts; attempt++)
      for (const spread of [0, 0.5, 1]) {
        const { dueAt = '' } = postponed({ ...queued, attempt }, 'Throttling', start, spread);
        const seconds = (Date.parse(dueAt) - start.getTime()) / 1000;
        const middle = Math.min(3600, 15 * 2 ** (attempt - 1));
        expect(seconds).toBeGreaterThanOrEqual(middle * 0.75);
        expect(seconds).toBeLessThanOrEqual(middle * 1.25);
      }
  });
});
