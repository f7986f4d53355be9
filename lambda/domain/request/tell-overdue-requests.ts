import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { isFirstToday } from '../first-today.ts';
import type { Ports } from '../ports.ts';

/** Counted up to this many. */
const most = 50;

/** Wakes someone when answers to requests are late (D356 5): once a day, with how many, as long as it is so. */
export async function tellOverdueRequests(
  deps: Pick<Ports, 'requests' | 'counters' | 'now' | 'log'>,
): Promise<void> {
  const { items } = await deps.requests.waiting('OPEN', most, { until: deps.now() });
  if (items.length === 0 || !(await isFirstToday(deps, 'overdue-requests'))) return;
  deps.log.error(alarmingLogLines.requestsOverdue.event, { count: items.length });
}
