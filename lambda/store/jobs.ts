import * as z from 'zod/mini';
import type { Job, JobStore } from '../domain/ports.ts';
import { getItem, type Key, putAlways, putNew, putWhile, type StoreDeps } from './item.ts';

const storedJob = z.pipe(
  z.object({
    kind: z.literal('JOB'),
    id: z.string(),
    type: z.literal('VERIFY_AUDIT'),
    state: z.enum(['QUEUED', 'RUNNING', 'DONE', 'FAILED']),
    requestedBy: z.string(),
    requestedAt: z.iso.datetime(),
    finishedAt: z.optional(z.iso.datetime()),
    report: z.optional(z.record(z.string(), z.unknown())),
  }),
  z.transform(({ kind: _, ...job }): Job => ({ ...job, finishedAt: job.finishedAt, report: job.report })),
);
const storedPointer = z.object({ kind: z.literal('JOB_POINTER'), jobId: z.string() });

const jobKey = (id: string): Key => ({ pk: `JOB#${id}`, sk: 'JOB' });
const pointerKey = (type: Job['type']): Key => ({ pk: `JOBS#${type}`, sk: 'LATEST' });
const jobItem = (job: Job) => ({ ...jobKey(job.id), kind: 'JOB', ...job });

/** Long work: pk `JOB#<id>`, sk `JOB`; the latest of a type is named under pk `JOBS#<type>`, sk `LATEST`. */
export function createJobStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): JobStore {
  const load = (id: string) => getItem(deps, storedJob, jobKey(id));
  return {
    load,
    async latest(type) {
      const pointer = await getItem(deps, storedPointer, pointerKey(type));
      return pointer && load(pointer.jobId);
    },
    insert: (job) => [
      putNew(deps.table, jobItem(job), 'STALE_REVISION'),
      // Of another kind than the job itself: the stream starts work on jobs alone.
      putAlways(deps.table, { ...pointerKey(job.type), kind: 'JOB_POINTER', jobId: job.id }),
    ],
    replace: (before, after) => putWhile(deps.table, jobItem(after), { state: before.state }),
  };
}
