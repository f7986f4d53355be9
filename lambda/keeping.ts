import { functions } from './declared/functions.ts';
import { eraseCustomer } from './domain/erasure/erase-customer.ts';
import type { Job, JobTypeOf } from './domain/jobs/job.ts';
import { type JobStep, workOnJob } from './domain/jobs/work-on-job.ts';
import { replayActs } from './domain/restore/replay-acts.ts';
import { rotateKeys } from './domain/rotation/rotate-keys.ts';
import { actOnEach, type PartialBatchAnswer } from './runtime/stream-batch.ts';
import { wireErasure } from './runtime/wire-erasure.ts';
import { wireReplay } from './runtime/wire-replay.ts';
import { wireRotation } from './runtime/wire-rotation.ts';
import { wire } from './runtime/wiring.ts';

/** A minute is left for the piece of work at hand, and for keeping what was found. */
const workSeconds = functions.keeping.timeoutSeconds - 60;

/** Who does what is asked for. */
const runners = {
  ERASE_CUSTOMER: (job) => eraseCustomer(wireErasure(), job),
  ROTATE_KEYS: (job) => rotateKeys(wireRotation(), job),
  REPLAY_ACTS: (job) => replayActs(wireReplay(), job),
} as const satisfies Readonly<Record<JobTypeOf<'keeping'>, (job: Job) => AsyncIterable<JobStep>>>;

/** @throws Error for a job of another function: the stream's filter keeps those away */
function runnerOf(job: Job): AsyncIterable<JobStep> {
  if (!(job.type in runners)) throw new Error(`${job.type} is another function's`);
  return runners[job.type as keyof typeof runners](job);
}

/** Work on what is kept and for how long, as it is queued: one job per stream record. */
export async function handler(event: unknown): Promise<PartialBatchAnswer> {
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
