import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { isFirstToday } from '../first-today.ts';
import type { Ports } from '../ports.ts';

/** Counted up to this many. */
const most = 50;

/** Wakes someone when corrections were not decided in their days (D356 5(3)): once a day, with how many, as long as it is so. */
export async function tellOverdueCorrections(
  deps: Pick<Ports, 'corrections' | 'counters' | 'now' | 'log'>,
): Promise<void> {
  const now = deps.now().toISOString();
  const { items } = await deps.corrections.waiting(most, undefined);
  const count = items.filter(({ node }) => node.dueAt !== undefined && node.dueAt <= now).length;
  if (count === 0 || !(await isFirstToday(deps, 'overdue-corrections'))) return;
  deps.log.error(alarmingLogLines.correctionsOverdue.event, { count });
}
