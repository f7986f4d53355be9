import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { DomainError } from '../errors.ts';
import { changedJob } from '../jobs/job.ts';
import { afresh, newJob } from '../jobs/queue-job.ts';
import type { Ports } from '../ports.ts';
import { milliseconds } from '../span.ts';
import { anchorDueAt, lanesClosedAt } from './anchor.ts';
import type { AuditArchive } from './audit-sources.ts';
import { firstDay } from './first-day.ts';
import { dayAfter, dayOf } from './lane-place.ts';

type Deps = Pick<Ports, 'jobs' | 'commit' | 'now' | 'log'> & {
  readonly archive: Pick<AuditArchive, 'days' | 'loadAnchor'>;
};

/** A job that was given up is begun anew so much later: what stood in its way may be gone. */
const againAfterMilliseconds = milliseconds({ minutes: 60 });

/**
 * Has the day behind the last anchored one closed, when its lanes are: one day after the other, however many were missed, since
 * each anchor names the one before it. Called as often as one likes. Wakes someone when a day is late.
 * @returns the day it asked for; undefined when there is nothing to ask for
 */
export async function queueDayClosing(deps: Deps): Promise<string | undefined> {
  const now = deps.now();
  const day = await dayToClose(deps, now);
  if (day === undefined) return undefined;
  if (now >= anchorDueAt(day)) deps.log.error(alarmingLogLines.auditDayLate.event, { jobId: jobIdOf(day) });
  const job = await deps.jobs.load(jobIdOf(day));
  if (job && !(job.state === 'FAILED' && isLongAgo(job.finishedAt, now))) return undefined;
  const writes = job
    ? [deps.jobs.replace(job, changedJob(job, afresh(now)))]
    : deps.jobs.insert(newJob({ ...closingOf(day), requestedBy: 'system:clock' }, now));
  try {
    await deps.commit(writes, []);
    return day;
  } catch (error) {
    // Another run of the clock was faster.
    if (error instanceof DomainError && error.code === 'STALE_REVISION') return undefined;
    throw error;
  }
}

/** One job a day, whoever asks. */
const jobIdOf = (day: string): string => `CLOSE_AUDIT_DAY-${day}`;
const closingOf = (day: string) => ({ id: jobIdOf(day), type: 'CLOSE_AUDIT_DAY', report: { day } }) as const;

async function dayToClose({ archive }: Deps, now: Date): Promise<string | undefined> {
  let day = dayAfter(dayOf(now), -1);
  if (now < lanesClosedAt(day)) day = dayAfter(day, -1);
  if ((await archive.loadAnchor(day)) !== undefined) return undefined;
  const first = (await firstDay(archive)) ?? day;
  while (day > first) {
    const before = dayAfter(day, -1);
    if ((await archive.loadAnchor(before)) !== undefined) return day;
    day = before;
  }
  return day;
}

function isLongAgo(instant: string | undefined, now: Date): boolean {
  return instant !== undefined && now.getTime() - Date.parse(instant) >= againAfterMilliseconds;
}
