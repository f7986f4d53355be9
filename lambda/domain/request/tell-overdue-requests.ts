import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';

/** Counted up to this many. */
const most = 50;

/** Wakes someone when answers to requests are late (D356 5): once a day, with how many, as long as it is so. */
export async function tellOverdueRequests(
  deps: Pick<Ports, 'requests' | 'counters' | 'now' | 'log'>,
): Promise<void> {
  const now = deps.now();
  const { items } = await deps.requests.waiting('OPEN', most, { until: now });
  if (items.length === 0) return;
  try {
    const counter = { key: 'overdue-requests', limit: 1, windowSeconds: 86_400, now };
    await deps.counters.take(counter, 1, 'RATE_LIMITED');
  } catch (error) {
    if (error instanceof DomainError && error.code === 'RATE_LIMITED') return;
    throw error;
  }
  deps.log.error(alarmingLogLines.requestsOverdue.event, { count: items.length });
}
