import { functions } from './declared/functions.ts';
import { closeDay } from './domain/audit/close-day.ts';
import { runVerification } from './domain/audit/run-verification.ts';
import { workOnJob } from './domain/jobs/work-on-job.ts';
import { actOnEach, type PartialBatchAnswer } from './runtime/stream-batch.ts';
import { wireArchive } from './runtime/wire-archive.ts';

/** A minute is left for the piece of work at hand, and for keeping what was found. */
const workSeconds = functions.jobs.timeoutSeconds - 60;

/** Who does what is asked for. */
const runners = { VERIFY_AUDIT: runVerification, CLOSE_AUDIT_DAY: closeDay } as const;

/** Long work, as it is queued: one job per stream record. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  const deps = wireArchive();
  const until = new Date(deps.now().getTime() + workSeconds * 1000);
  return actOnEach(
    event,
    async ({ dynamodb }) => {
      const { id, state } = dynamodb.NewImage;
      if (id?.S === undefined || state?.S !== 'QUEUED') return 'DONE';
      await workOnJob(deps, (job) => runners[job.type](deps, job), { jobId: id.S, until });
      return 'DONE';
    },
    ({ dynamodb }, error) => deps.log.error('job_not_begun', { jobId: dynamodb.NewImage.id?.S ?? '' }, error),
  );
}
