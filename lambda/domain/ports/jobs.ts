import type { Job, JobType } from '../jobs/job.ts';
import type { Write } from './commit.ts';

/** Long work, done by `lambda/jobs.ts`. */
export interface JobStore {
  load(id: string): Promise<Job | undefined>;
  /** The job of a type that was asked for last. */
  latest(type: JobType): Promise<Job | undefined>;
  /** Two rows: the job, and the pointer to the latest of its type. Refusal STALE_REVISION when there is a job of this id. */
  insert(job: Job): readonly Write[];
  /** Replaces the job if it still is of the version read. Refusal STALE_REVISION. */
  replace(before: Job, after: Job): Write;
  /** Jobs due at or before an instant, oldest first, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
}

/** A page of a work list, oldest first. */
export interface DuePage<T> {
  readonly items: readonly { readonly node: T; readonly cursor: string }[];
  /** Behind the last that was looked at; undefined when there was none. */
  readonly end: string | undefined;
  readonly hasNextPage: boolean;
}
