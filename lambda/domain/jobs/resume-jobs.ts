import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';
import { isFinished } from './job.ts';
import { lookAgainAt } from './queue-job.ts';
import { replaceJob } from './replace-job.ts';

/**
 * Puts jobs that are due on the stream again: those the stream lost, whose run was killed, or that waited after a failure. One
 * that cannot be read does not hold up the others.
 */
export async function resumeJobs(
  deps: Pick<Ports, 'jobs' | 'commit' | 'now' | 'log'>,
  { perShard }: { readonly perShard: number },
): Promise<{ resumed: number; failed: number }> {
  const found = { resumed: 0, failed: 0 };
  for (let shard = 0; shard < limits.indexShards; shard++)
    for (const jobId of await deps.jobs.due(shard, deps.now(), perShard)) {
      try {
        if (await resume(deps, jobId)) found.resumed += 1;
      } catch (error) {
        found.failed += 1;
        deps.log.error('job_not_resumed', { jobId }, error);
      }
    }
  return found;
}

/** The index may be behind the table: the job itself says whether it is due. */
async function resume(deps: Pick<Ports, 'jobs' | 'commit' | 'now'>, jobId: string): Promise<boolean> {
  const job = await deps.jobs.load(jobId);
  const now = deps.now();
  if (!job || isFinished(job) || job.dueAt === undefined || new Date(job.dueAt) > now) return false;
  const queued = { state: 'QUEUED', leaseUntil: undefined, dueAt: lookAgainAt(now) } as const;
  return (await replaceJob(deps, job, queued)) !== undefined;
}
