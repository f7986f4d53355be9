import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { changedJob, type Job } from './job.ts';

/** Changes a job that is still the one read. Undefined when somebody else was faster: it is theirs then. */
export async function replaceJob(
  deps: Pick<Ports, 'jobs' | 'commit'>,
  before: Job,
  changes: Parameters<typeof changedJob>[1],
): Promise<Job | undefined> {
  const after = changedJob(before, changes);
  try {
    await deps.commit([deps.jobs.replace(before, after)], []);
    return after;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'STALE_REVISION') return undefined;
    throw error;
  }
}
