import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import { changedJob, isFinished } from '../jobs/job.ts';
import { afresh, newJob } from '../jobs/queue-job.ts';
import type { Ports } from '../ports.ts';

/** There is one, taken up again whenever something is due: so no two ever pull side by side. */
const jobId = 'PULL_MAILS';
const asksAgain: readonly DomainError['code'][] = ['STALE_REVISION', 'TEMPORARILY_UNAVAILABLE'];

/**
 * Sees to it that mails of campaigns are sent, when some are due and nobody is at it. Called as often as one likes.
 * @returns whether a puller was queued
 */
export async function queuePuller(
  deps: Pick<Ports, 'jobs' | 'outbox' | 'commit' | 'now'>,
  { by }: { readonly by: string },
): Promise<boolean> {
  const job = await deps.jobs.load(jobId);
  if (job && !isFinished(job)) return false;
  if (!(await isAnythingDue(deps))) return false;
  const now = deps.now();
  const writes = job
    ? [deps.jobs.replace(job, changedJob(job, { ...afresh(now), report: undefined }))]
    : deps.jobs.insert(newJob({ id: jobId, type: 'PULL_MAILS', requestedBy: `system:${by}` }, now));
  try {
    await deps.commit(writes, []);
    return true;
  } catch (error) {
    // Somebody else was faster, or is at it now; and the clock asks again.
    if (error instanceof DomainError && asksAgain.includes(error.code)) return false;
    throw error;
  }
}

async function isAnythingDue(deps: Pick<Ports, 'outbox' | 'now'>): Promise<boolean> {
  for (let shard = 0; shard < limits.indexShards; shard++) {
    const { mails } = await deps.outbox.due('marketing', shard, deps.now(), 1);
    if (mails.length > 0) return true;
  }
  return false;
}
