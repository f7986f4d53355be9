import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import type { Ports } from '../ports.ts';
import type { Job } from './job.ts';
import { replaceJob } from './replace-job.ts';

/** Gives a job up, and wakes someone first. What it kept sealed for its work is forgotten. @param reason a code */
export async function failJob(
  deps: Pick<Ports, 'jobs' | 'commit' | 'now' | 'log'>,
  job: Job,
  reason: string,
): Promise<void> {
  deps.log.error(alarmingLogLines.jobFailed.event, { jobId: job.id, operation: job.type, code: reason });
  const { sealed: _, ...report } = job.report ?? {};
  await replaceJob(deps, job, {
    report: job.report && report,
    state: 'FAILED',
    reason,
    finishedAt: deps.now().toISOString(),
    leaseUntil: undefined,
    dueAt: undefined,
  });
}
