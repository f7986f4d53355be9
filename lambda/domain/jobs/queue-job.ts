import { limits } from '../../declared/limits.ts';
import { after } from '../span.ts';
import type { Job, JobReport, JobType } from './job.ts';

/** When the clock looks after a job that is queued now: by then the stream has brought it, or lost it. */
export function lookAgainAt(now: Date): string {
  return after(now, { minutes: limits.jobLookMinutes });
}

/** A job nobody has begun. */
export function newJob(
  input: { id: string; type: JobType; requestedBy: string; report?: JobReport },
  now: Date,
): Job {
  return {
    id: input.id,
    type: input.type,
    version: 1,
    requestedBy: input.requestedBy,
    requestedAt: now.toISOString(),
    ...afresh(now),
    report: input.report,
  };
}

/** What a job becomes that is to be begun at once, whatever it was. */
export function afresh(now: Date) {
  return {
    state: 'QUEUED',
    attempts: 0,
    leaseUntil: undefined,
    dueAt: lookAgainAt(now),
    finishedAt: undefined,
    reason: undefined,
  } as const satisfies Partial<Job>;
}
