import type { Job, JobLane, JobTypeOf } from '../domain/jobs/job.ts';
import { type JobStep, workOnJob } from '../domain/jobs/work-on-job.ts';
import { actOnEach, againFrom, type PartialBatchAnswer } from './stream-batch.ts';
import { wire } from './wiring.ts';

/** Who does each of the jobs of one function. */
export type JobRunners<L extends JobLane> = Readonly<
  Record<JobTypeOf<L>, (job: Job) => AsyncIterable<JobStep>>
>;

/** A minute is left for the piece of work at hand, and for keeping what was found. */
const secondsLeft = 60;

/**
 * A function that does long work, as it is queued: one job per stream record.
 * @param run.timeoutSeconds after which the function is ended
 * @param run.mustWait while it says so no job is begun, and the clock brings it again; without one, none waits
 */
export function jobHandler<L extends JobLane>(
  runners: JobRunners<L>,
  run: { readonly timeoutSeconds: number; mustWait?(): Promise<boolean> },
): (event: unknown) => Promise<PartialBatchAnswer> {
  const workMilliseconds = (run.timeoutSeconds - secondsLeft) * 1000;
  const isOurs = (type: string): type is JobTypeOf<L> => type in runners;
  /** @throws Error for a job of another function: the stream's filter keeps those away */
  const runnerOf = (job: Job): AsyncIterable<JobStep> => {
    const { type } = job;
    if (!isOurs(type)) throw new Error(`${type} is another function's`);
    return runners[type](job);
  };
  return async (event) => {
    if (await run.mustWait?.()) return againFrom([]);
    const deps = wire();
    const until = new Date(deps.now().getTime() + workMilliseconds);
    return actOnEach(
      event,
      async ({ dynamodb }) => {
        const { id, state } = dynamodb.NewImage;
        if (id?.S === undefined || state?.S !== 'QUEUED') return 'DONE';
        await workOnJob(deps, runnerOf, { jobId: id.S, until });
        return 'DONE';
      },
      ({ dynamodb }, error) =>
        deps.log.error('job_not_begun', { jobId: dynamodb.NewImage.id?.S ?? '' }, error),
    );
  };
}
