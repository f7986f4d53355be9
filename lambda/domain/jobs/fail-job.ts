import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';
import { after } from '../span.ts';
import { isNeverGivenUp, type Job } from './job.ts';
import { replaceJob } from './replace-job.ts';

/**
 * Gives a job up, and wakes someone first. What it kept sealed for its work is forgotten. One that is owed whatever happens rests for an hour
 * instead, and goes on where it was: somebody is woken each time.
 * @param reason a code
 */
export async function failJob(
  deps: Pick<Ports, 'jobs' | 'commit' | 'now' | 'log'>,
  job: Job,
  reason: string,
): Promise<void> {
  deps.log.error(alarmingLogLines.jobFailed.event, { jobId: job.id, operation: job.type, code: reason });
  const now = deps.now();
  if (isNeverGivenUp(job)) {
    const again = after(now, { minutes: limits.jobAgainMinutes });
    await replaceJob(deps, job, { state: 'QUEUED', attempts: 0, leaseUntil: again, dueAt: again, reason });
    return;
  }
  const { sealed: _, ...report } = job.report ?? {};
  await replaceJob(deps, job, {
    report: job.report && report,
    state: 'FAILED',
    reason,
    finishedAt: now.toISOString(),
    leaseUntil: undefined,
    dueAt: undefined,
  });
}
