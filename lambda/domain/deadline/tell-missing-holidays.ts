import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import { isFirstToday } from '../first-today.ts';
import type { Ports } from '../ports.ts';
import { dateAfter } from '../span.ts';
import { knowsDaysOff } from '../working-days.ts';

/**
 * Wakes someone, once a day, when the days off of a year that begins soon are not known. Clocks of working days run on meanwhile as if that
 * year had none: they end sooner, never later.
 */
export async function tellMissingHolidays(deps: Pick<Ports, 'counters' | 'now' | 'log'>): Promise<void> {
  const now = deps.now();
  const soon = dateAfter(now, { days: limits.holidaysWarningDays });
  const missing = [now, soon].filter((instant) => !knowsDaysOff(instant)).length;
  if (missing === 0 || !(await isFirstToday(deps, 'missing-holidays'))) return;
  deps.log.error(alarmingLogLines.holidaysMissing.event, { count: missing });
}
