import * as z from 'zod/mini';
import { type Job, type JobType, jobStates, jobTypes, laneOf } from '../domain/jobs/job.ts';
import type { JobStore } from '../domain/ports/jobs.ts';
import { dueShardOf, keyAfter, readDue } from './due-index.ts';
import { getItem, type Key, putAlways, putNew, putWhile, type StoreDeps } from './item.ts';

const storedJob = z.pipe(
  z.object({
    kind: z.literal('JOB'),
    id: z.string(),
    type: z.enum(jobTypes),
    state: z.enum(jobStates),
    version: z.int(),
    requestedBy: z.string(),
    requestedAt: z.iso.datetime(),
    attempts: z.int(),
    leaseUntil: z.optional(z.iso.datetime()),
    dueAt: z.optional(z.iso.datetime()),
    finishedAt: z.optional(z.iso.datetime()),
    reason: z.optional(z.string()),
    report: z.optional(z.record(z.string(), z.unknown())),
  }),
  z.transform(({ kind: _, leaseUntil, dueAt, finishedAt, reason, report, ...job }): Job => {
    return { ...job, leaseUntil, dueAt, finishedAt, reason, report };
  }),
);
const storedPointer = z.object({ kind: z.literal('JOB_POINTER'), jobId: z.string() });

const jobKey = (id: string): Key => ({ pk: `JOB#${id}`, sk: 'JOB' });
const pointerKey = (type: JobType): Key => ({ pk: `JOBS#${type}`, sk: 'LATEST' });
const jobItem = (job: Job) => ({
  ...jobKey(job.id),
  kind: 'JOB',
  // The stream's filter goes by it.
  lane: laneOf(job.type),
  ...job,
  ...(job.dueAt === undefined ? {} : { dueShard: dueShardOf('JOB', job.id) }),
});

/**
 * Long work: pk `JOB#<id>`, sk `JOB`, in the due index while it is not finished; the latest of a type is named under
 * pk `JOBS#<type>`, sk `LATEST`.
 */
export function createJobStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): JobStore {
  const load = (id: string) => getItem({ dynamo, table }, storedJob, jobKey(id));
  return {
    load,
    async latest(type) {
      const pointer = await getItem({ dynamo, table }, storedPointer, pointerKey(type));
      return pointer && load(pointer.jobId);
    },
    insert: (job) => [
      putNew(table, jobItem(job), 'STALE_REVISION'),
      // Of another kind than the job itself: the stream starts work on jobs alone.
      putAlways(table, { ...pointerKey(job.type), kind: 'JOB_POINTER', jobId: job.id }),
    ],
    replace: ({ version }, after) => putWhile(table, jobItem(after), { version }),
    due: (shard, until, first) =>
      readDue({ dynamo, table }, 'JOB', { shard, until, first }, ({ pk }) => keyAfter('JOB#', pk)),
  };
}
