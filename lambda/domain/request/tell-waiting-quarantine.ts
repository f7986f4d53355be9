import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import { isFirstToday } from '../first-today.ts';
import type { Ports } from '../ports.ts';
import { dateBefore } from '../span.ts';
import { answerDue } from './begin-request.ts';

/** Counted up to this many. */
const most = 50;

/**
 * Wakes someone when requests have waited in quarantine for `limits.quarantineTellDays` and more: once a day, with how many, as long as it is
 * so. Nobody's words are forgotten unseen. No clock of law, and none of the list of deadlines: in the index they stand where their
 * answer would be due, in working days, and not where three days are over.
 */
export async function tellWaitingQuarantine(
  deps: Pick<Ports, 'requests' | 'counters' | 'now' | 'log'>,
): Promise<void> {
  const since = dateBefore(deps.now(), { days: limits.quarantineTellDays });
  // They stand in the order in which their answers are due, which is that in which they came: the longest waiting first.
  const until = new Date(answerDue(since).getTime() + 1);
  const { items } = await deps.requests.waiting('QUARANTINED', most, { until });
  const count = items.filter(({ request }) => request.openedAt <= since.toISOString()).length;
  if (count === 0 || !(await isFirstToday(deps, 'waiting-quarantine'))) return;
  deps.log.error(alarmingLogLines.quarantineWaits.event, { count });
}
