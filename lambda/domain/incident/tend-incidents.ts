import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import type { Ports } from '../ports.ts';
import { milliseconds } from '../span.ts';
import { movedOn, type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import { incidentDueAt } from './incident.ts';

type Deps = Pick<Ports, 'now' | 'commit' | 'incidents' | 'log'>;

const dayMilliseconds = milliseconds({ days: 1 });

/**
 * Wakes somebody before the 72 hours of a report run out (L91 23; D356 28), and once they have, each day until it is reported.
 * @returns how many were told of, and how many could not be handled
 */
export async function tendIncidents(deps: Deps, sweep: Sweep): Promise<Swept> {
  const from = {
    lane: 'incidents',
    fault: 'incident_not_handled',
    due: async (...asked: Parameters<Deps['incidents']['due']>): Promise<readonly { id: string }[]> =>
      (await deps.incidents.due(...asked)).map((id) => ({ id })),
    act: movedOn(({ id }: { id: string }) => tend(deps, id)),
  } as const;
  return sweepDue(deps, from, sweep);
}

async function tend(deps: Deps, id: string): Promise<boolean> {
  const before = await deps.incidents.load(id);
  const now = deps.now();
  const at = now.toISOString();
  const dueAt = before && incidentDueAt(before);
  if (!before || dueAt === undefined || dueAt > at) return false;
  const isLate = before.reportDueAt <= at;
  const told = before.toldLateAt;
  if (isLate && told !== undefined && now.getTime() - Date.parse(told) < dayMilliseconds) return false;
  const line = isLate ? alarmingLogLines.incidentReportLate : alarmingLogLines.incidentReportDueSoon;
  deps.log.error(line.event, { count: 1 });
  // One that came to nobody's notice before it was late needs no warning any more.
  const changes = isLate ? { warnedAt: before.warnedAt ?? at, toldLateAt: at } : { warnedAt: at };
  await deps.commit(deps.incidents.put(before, { ...before, ...changes, version: before.version + 1 }), []);
  return true;
}
