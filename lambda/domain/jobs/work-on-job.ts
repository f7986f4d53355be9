import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { after, milliseconds } from '../span.ts';
import { failJob } from './fail-job.ts';
import type { Job, JobReport } from './job.ts';
import { lookAgainAt } from './queue-job.ts';
import { replaceJob } from './replace-job.ts';
import { leaseFrom, takeJob } from './take-job.ts';

/** A piece of a job that is done: whoever goes on from this report repeats nothing of it. */
export interface JobStep {
  readonly report: JobReport;
  readonly isDone: boolean;
  /** There is nothing to do before this instant: the job rests, and the clock puts it on the stream again. RFC 3339. */
  readonly resumeAt?: string;
}
/**
 * Goes on with a job from its report, piece by piece, and ends with a step that is done. What must not be lost (an alarm, a
 * write elsewhere) happens before the step that tells of it, and bears being repeated.
 */
export type JobRunner = (job: Job) => AsyncIterable<JobStep>;

type Deps = Pick<Ports, 'jobs' | 'commit' | 'now' | 'log'>;

/**
 * Works on a job until it is done or `until` has come; then it goes back into the queue with what it found. Killed anywhere, it
 * goes on from what was last kept, when its lease is over. One that fails waits longer each time, and is given up in the end.
 * @throws DomainError TEMPORARILY_UNAVAILABLE when not even that could be written
 */
export async function workOnJob(
  deps: Deps,
  run: JobRunner,
  input: { readonly jobId: string; readonly until: Date },
): Promise<void> {
  let job = await takeJob(deps, input.jobId);
  if (!job) return;
  let keptAt = deps.now();
  try {
    for await (const step of run(job)) {
      const now = deps.now();
      const isOver = now >= input.until;
      const isFresh = now.getTime() - keptAt.getTime() < milliseconds({ seconds: limits.jobKeepSeconds });
      const isResting = step.resumeAt !== undefined;
      if (!step.isDone && !isOver && isFresh && !isResting) continue;
      const kept: Job | undefined = await replaceJob(deps, job, keptAs(step, isOver, now));
      // Somebody else has it, and does what is left.
      if (!kept || step.isDone || isOver || isResting) return;
      job = kept;
      keptAt = now;
    }
    throw new TypeError('A job came to an end without being done.');
  } catch (error) {
    const facts = { jobId: job.id, operation: job.type, attempt: job.attempts };
    deps.log.error('job_interrupted', facts, error);
    await putBack(deps, job, error);
  }
}

function keptAs({ report, isDone, resumeAt }: JobStep, isOver: boolean, now: Date): Partial<Job> {
  const cameForward = { report, attempts: 0 };
  if (isDone)
    return {
      ...cameForward,
      state: 'DONE',
      finishedAt: now.toISOString(),
      leaseUntil: undefined,
      dueAt: undefined,
    };
  if (resumeAt !== undefined)
    return { ...cameForward, state: 'QUEUED', leaseUntil: resumeAt, dueAt: resumeAt };
  if (isOver) return { ...cameForward, state: 'QUEUED', leaseUntil: undefined, dueAt: lookAgainAt(now) };
  const leaseUntil = leaseFrom(now);
  return { ...cameForward, leaseUntil, dueAt: leaseUntil };
}

async function putBack(deps: Deps, job: Job, error: unknown): Promise<void> {
  const reason = error instanceof DomainError ? error.code : 'FAULT';
  if (job.attempts >= limits.jobAttempts) return failJob(deps, job, reason);
  const waitUntil = after(deps.now(), { minutes: 2 ** job.attempts });
  await replaceJob(deps, job, { state: 'QUEUED', leaseUntil: waitUntil, dueAt: waitUntil, reason });
}
