import { expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { newJob } from '../../../lambda/domain/jobs/queue-job.ts';
import { replaceJob } from '../../../lambda/domain/jobs/replace-job.ts';
import { memoryJobs } from './memory-jobs.ts';

async function queued() {
  const world = memoryJobs('2026-11-05T01:00:00.000Z');
  const job = newJob({ id: 'J1', type: 'VERIFY_AUDIT', requestedBy: 's-1' }, world.clock.now());
  await world.deps.commit(world.deps.jobs.insert(job));
  return { world, job };
}

it('yields to whoever changed the job meanwhile, and to nobody else', async () => {
  const { world, job } = await queued();
  const after = await replaceJob(world.deps, job, { state: 'RUNNING' });
  expect(after).toMatchObject({ state: 'RUNNING', version: job.version + 1 });
  expect(world.job('J1')).toEqual(after);
  expect(await replaceJob(world.deps, job, { state: 'DONE' })).toBeUndefined();
  expect(world.job('J1')).toEqual(after);
  for (const fault of [new DomainError('TEMPORARILY_UNAVAILABLE'), new TypeError('no')]) {
    world.fail(fault);
    await expect(replaceJob(world.deps, world.job('J1'), { state: 'DONE' })).rejects.toBe(fault);
  }
});
