import { isCalendarDay, todayInVietnam } from './calendar.ts';
import { isBlank, type Parser, refuse } from './parser.ts';

/** A day of birth, `YYYY-MM-DD`: a real day, from 1900 to today in Vietnam. */
export function dateOfBirth(now: Date): Parser<string> {
  return (value, path, issues) => {
    if (isBlank(value)) return refuse(issues, 'REQUIRED', path);
    const day = typeof value === 'string' ? value.trim() : '';
    const good =
      /^\d{4}-\d{2}-\d{2}$/.test(day) &&
      isCalendarDay(day) &&
      day >= '1900-01-01' &&
      day <= todayInVietnam(now);
    return good ? day : refuse(issues, 'INVALID_FORMAT', path);
  };
}
