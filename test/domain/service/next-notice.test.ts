import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysLeft, noticeAfter, noticeOwed } from '../../../lambda/domain/service/next-notice.ts';
import { noticeDays } from '../../../lambda/domain/service/service-term.ts';

const day = 86_400_000;
const end = new Date('2027-03-01T10:00:00.000Z');
const before = (days: number, milliseconds = 0) => new Date(end.getTime() - days * day + milliseconds);
const expiresAt = end.toISOString();

it('comes 30, 7 and 1 days before the end, and no more', () => {
  const next = (now: Date) => noticeAfter(expiresAt, now)?.days;
  expect([40, 30, 29, 7, 6, 1, 0, -5].map((days) => next(before(days)))).toEqual([
    30,
    7,
    7,
    1,
    1,
    undefined,
    undefined,
    undefined,
  ]);
  expect(noticeAfter(expiresAt, before(40))?.dueAt).toBe(before(30).toISOString());
  expect(next(before(30, -1))).toBe(30);
});

it('is owed from its instant until the next one, the last of several alone, and none once the term has ended', () => {
  const owed = (now: Date) => noticeOwed(expiresAt, now);
  expect(owed(before(30, -1))).toBeUndefined();
  expect([30, 8, 7, 2, 1, 0.5].map((days) => owed(before(days)))).toEqual([30, 30, 7, 7, 1, 1]);
  expect([0, -1].map((days) => owed(before(days)))).toEqual([undefined, undefined]);
});

it('says how many days are left, those begun too', () => {
  expect([30, 29.99, 5.2, 1, 0.01].map((days) => daysLeft(expiresAt, before(days)))).toEqual([
    30, 30, 6, 1, 1,
  ]);
});

it('every instant has at most one notice owed and one to come, and they follow each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2 * day, max: 60 * day }), (left) => {
      const now = new Date(end.getTime() - left);
      const next = noticeAfter(expiresAt, now);
      const owed = noticeOwed(expiresAt, now);
      if (next) expect(Date.parse(next.dueAt)).toBeGreaterThan(now.getTime());
      if (next && owed !== undefined)
        expect(noticeDays.indexOf(next.days as 30)).toBe(noticeDays.indexOf(owed as 30) + 1);
      // What was to come is what is owed when its instant is there.
      if (next) expect(noticeOwed(expiresAt, new Date(next.dueAt))).toBe(next.days);
    }),
  );
});
