import { expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { changedJob, type Job } from '../../../lambda/domain/jobs/job.ts';
import { newJob } from '../../../lambda/domain/jobs/queue-job.ts';
import { resumeJobs } from '../../../lambda/domain/jobs/resume-jobs.ts';
import { memoryJobs } from './memory-jobs.ts';

const start = '2026-11-22T05:00:00.000Z';
const later = '2026-11-22T05:00:00.001Z';

/** A job as the table has it while the index still says that it is due. */
async function resumed(changes: Partial<Job>) {
  const world = memoryJobs(start);
  const job = newJob({ id: 'J1', type: 'VERIFY_AUDIT', requestedBy: 's-1' }, world.clock.now());
  await world.deps.commit(world.deps.jobs.insert({ ...changedJob(job, { dueAt: start }), ...changes }));
  const before = world.job('J1');
  const jobs = { ...world.deps.jobs, due: async (shard: number) => (shard === 0 ? ['J1', 'GONE'] : []) };
  const found = await resumeJobs({ ...world.deps, jobs }, { perShard: 10 });
  expect(world.job('J1') === before).toBe(found.resumed === 0);
  return found;
}

it('puts a job on the stream again that is due, and none that is finished, waits, or is gone', async () => {
  expect(await resumed({})).toEqual({ resumed: 1, failed: 0 });
  for (const changes of [
    { dueAt: undefined },
    { dueAt: later },
    { state: 'DONE' },
    { state: 'FAILED' },
  ] as const)
    expect(await resumed(changes)).toEqual({ resumed: 0, failed: 0 });
});

it('looks at every shard once, for as many as it was told', async () => {
  const { deps, clock } = memoryJobs(start);
  const asked: unknown[] = [];
  const due = async (...asking: readonly unknown[]) => {
    asked.push(asking);
    return [];
  };
  await resumeJobs({ ...deps, jobs: { ...deps.jobs, due } }, { perShard: 7 });
  expect(asked).toEqual(Array.from({ length: limits.indexShards }, (_, shard) => [shard, clock.now(), 7]));
});
