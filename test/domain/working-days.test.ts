import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidays } from '../../lambda/declared/holidays.ts';
import { afterWorkingDays, isWorkingDay } from '../../lambda/domain/working-days.ts';

/** An instant as the clocks of Vietnam show it. */
const vn = (text: string) => new Date(`${text}+07:00`);

describe('working days of Vietnam', () => {
  it.each([
    ['over a weekend', '2026-11-20T10:00', '2026-11-24T10:00'],
    ['within a week', '2026-11-23T23:59', '2026-11-25T23:59'],
    ['from a weekend: the two days that follow, whole', '2026-11-21T10:00', '2026-11-25T00:00'],
    ['over Tet', '2026-02-13T09:00', '2026-02-24T09:00'],
    ['into a holiday: not later than the end of the second day', '2026-04-26T09:00', '2026-04-30T00:00'],
    ['over the National Day', '2026-08-31T08:30', '2026-09-04T08:30'],
    ['over New Year', '2026-12-31T08:00', '2027-01-05T08:00'],
  ])('%s', (_, from, to) => {
    expect(afterWorkingDays(vn(from), 2)).toEqual(vn(to));
  });

  it('a day begins at midnight in Vietnam, not in Greenwich', () => {
    expect(isWorkingDay(new Date('2026-11-20T16:59:59Z'))).toBe(true);
    expect(isWorkingDay(new Date('2026-11-20T17:00:00Z'))).toBe(false);
  });

  it('days off are days, each named once, in order', () => {
    expect([...new Set(holidays)].sort()).toEqual(holidays);
    for (const day of holidays) expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
  });

  it('what comes later is never due earlier, and exactly the working time between passes', () => {
    const hour = 3_600_000;
    const start = vn('2026-01-01T00:00').getTime();
    const at = fc.integer({ min: 0, max: 700 * 24 }).map((hours) => new Date(start + hours * hour));
    const days = fc.integer({ min: 1, max: 15 });
    fc.assert(
      fc.property(at, fc.integer({ min: 0, max: 200 }), days, (from, hours, count) => {
        const due = afterWorkingDays(from, count);
        expect(afterWorkingDays(new Date(from.getTime() + hours * hour), count) >= due).toBe(true);
        let worked = 0;
        for (let time = from.getTime(); time < due.getTime(); time += hour)
          if (isWorkingDay(new Date(time))) worked += 1;
        expect(worked).toBe(count * 24);
      }),
    );
  });
});
