import { functions } from './declared/functions.ts';
import { sealDisclosure } from './domain/disclosure/seal-disclosure.ts';
import { settleDisclosure } from './domain/disclosure/settle-disclosure.ts';
import type { Job, JobTypeOf } from './domain/jobs/job.ts';
import { type JobStep, workOnJob } from './domain/jobs/work-on-job.ts';
import { actOnEach, againFrom, type PartialBatchAnswer } from './runtime/stream-batch.ts';
import { wirePackages } from './runtime/wire-packages.ts';
import { tablesGate } from './runtime/wire-restore.ts';
import { wire } from './runtime/wiring.ts';

/** A minute is left for the piece of work at hand, and for keeping what was found. */
const workSeconds = functions.packages.timeoutSeconds - 60;

/** Who does what is asked for. */
const runners = {
  SEAL_DISCLOSURE: (job) => sealDisclosure(wirePackages(), job),
  SETTLE_DISCLOSURE: (job) => settleDisclosure(wirePackages(), job),
} as const satisfies Readonly<Record<JobTypeOf<'packages'>, (job: Job) => AsyncIterable<JobStep>>>;

/** @throws Error for a job of another function: the stream's filter keeps those away */
function runnerOf(job: Job): AsyncIterable<JobStep> {
  if (!(job.type in runners)) throw new Error(`${job.type} is another function's`);
  return runners[job.type as keyof typeof runners](job);
}

/** What is disclosed on an approved request, as it is queued: one job per stream record. While its tables are behind, none: the clock brings it again. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
  if (await tablesGate().areBehind()) return againFrom([]);
  const deps = wire();
  const until = new Date(deps.now().getTime() + workSeconds * 1000);
  return actOnEach(
    event,
    async ({ dynamodb }) => {
      const { id, state } = dynamodb.NewImage;
      if (id?.S === undefined || state?.S !== 'QUEUED') return 'DONE';
      await workOnJob(deps, runnerOf, { jobId: id.S, until });
      return 'DONE';
    },
    ({ dynamodb }, error) => deps.log.error('job_not_begun', { jobId: dynamodb.NewImage.id?.S ?? '' }, error),
  );
}
