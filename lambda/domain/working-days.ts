import { holidays } from '../declared/holidays.ts';
import { law } from './law.ts';
import { milliseconds } from './span.ts';

const dayMilliseconds = 86_400_000;
const offset = milliseconds({ hours: law.utcOffsetHours });
const off: ReadonlySet<string> = new Set(holidays);
const yearsKnown: ReadonlySet<string> = new Set(holidays.map((day) => day.slice(0, 4)));

/** Whether the days off of the year in which an instant lies are known. A year without any has its weekends alone. */
export const knowsDaysOff = (instant: Date): boolean =>
  yearsKnown.has(new Date(instant.getTime() + offset).toISOString().slice(0, 4));

/** Whether people work in Vietnam on the day in which an instant lies: no Saturday, no Sunday, no holiday. */
export function isWorkingDay(instant: Date): boolean {
  const local = new Date(instant.getTime() + offset);
  const weekday = local.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !off.has(local.toISOString().slice(0, 10));
}

/**
 * The instant by which so many working days have passed, by the calendar of Vietnam: Friday at 10:00 and two working days are Tuesday at 10:00.
 * What begins on a day off begins with the next working day. Never later than the end of the last day, as the law counts
 * (Civil Code 91/2015, 147 and 148: the day of the event is not counted).
 */
export function afterWorkingDays(from: Date, days: number): Date {
  let left = days * dayMilliseconds;
  for (let at = from.getTime(); ; ) {
    const dayEnd = (Math.floor((at + offset) / dayMilliseconds) + 1) * dayMilliseconds - offset;
    if (isWorkingDay(new Date(at))) {
      if (left <= dayEnd - at) return new Date(at + left);
      left -= dayEnd - at;
    }
    at = dayEnd;
  }
}
