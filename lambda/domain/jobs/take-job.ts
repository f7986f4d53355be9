import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';
import { after } from '../span.ts';
import { failJob } from './fail-job.ts';
import { isFinished, type Job } from './job.ts';
import { replaceJob } from './replace-job.ts';

type Deps = Pick<Ports, 'jobs' | 'commit' | 'now' | 'log'>;

/** The end of a lease that begins now: longer than any run, so that two never work on one job. */
export function leaseFrom(now: Date): string {
  return after(now, { seconds: limits.jobLeaseSeconds });
}

/**
 * Takes a job up, so that no other run does. Undefined when there is nothing to do: it is finished, somebody works on it, or it
 * waits. A job whose runs were cut short too often without coming forward is failed instead.
 */
export async function takeJob(deps: Deps, jobId: string): Promise<Job | undefined> {
  const job = await deps.jobs.load(jobId);
  const now = deps.now();
  if (!job || isFinished(job)) return undefined;
  if (job.leaseUntil !== undefined && new Date(job.leaseUntil) > now) return undefined;
  if (job.attempts >= limits.jobAttempts) {
    await failJob(deps, job, 'INTERRUPTED');
    return undefined;
  }
  const leaseUntil = leaseFrom(now);
  return replaceJob(deps, job, {
    state: 'RUNNING',
    attempts: job.attempts + 1,
    leaseUntil,
    dueAt: leaseUntil,
  });
}
