import fc from 'fast-check';
import { expect, it } from 'vitest';
import { after, before, dateAfter, dateBefore, milliseconds } from '../../lambda/domain/span.ts';

it('counts each unit in milliseconds', () => {
  expect(milliseconds({ seconds: 2 })).toBe(2000);
  expect(milliseconds({ minutes: 3 })).toBe(180_000);
  expect(milliseconds({ hours: 1.5 })).toBe(5_400_000);
  expect(milliseconds({ days: 2 })).toBe(172_800_000);
});

it('goes on and back from an instant, given as a date or as text', () => {
  expect(after('2026-02-28T23:30:00Z', { hours: 1 })).toBe('2026-03-01T00:30:00.000Z');
  expect(before(new Date('2026-03-01T00:30:00Z'), { days: 1 })).toBe('2026-02-28T00:30:00.000Z');
  expect(dateBefore('2026-03-01', { seconds: 1 })).toEqual(new Date('2026-02-28T23:59:59Z'));
});

it('comes back to where it was', () => {
  const noInvalid = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });
  fc.assert(
    fc.property(noInvalid, fc.integer({ min: 0, max: 1000 }), (instant, days) => {
      expect(dateBefore(dateAfter(instant, { days }), { days })).toEqual(instant);
    }),
  );
});
