import { afresh } from '../jobs/queue-job.ts';
import { replaceJob } from '../jobs/replace-job.ts';
import type { Ports } from '../ports.ts';
import type { Disclosure } from './disclosure.ts';
import { sealingJobOf } from './disclosure-job.ts';

/**
 * Has what was approved sealed once more, from the beginning, when its job was given up: whoever is to have it still waits, and an authority's clock
 * runs. What was announced stays announced; somebody was woken by the job (`job_failed`), and is each time.
 * @returns whether it was queued
 */
export async function sealAgain(
  deps: Pick<Ports, 'now' | 'commit' | 'jobs'>,
  disclosure: Pick<Disclosure, 'id' | 'state' | 'round'>,
): Promise<boolean> {
  if (disclosure.state !== 'APPROVED') return false;
  const { id: jobId, report } = sealingJobOf(disclosure);
  const job = await deps.jobs.load(jobId);
  if (job?.state !== 'FAILED') return false;
  return (await replaceJob(deps, job, { ...afresh(deps.now()), report })) !== undefined;
}
