import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { changedJob, type Job } from '../../lambda/domain/jobs/job.ts';
import { newJob } from '../../lambda/domain/jobs/queue-job.ts';
import { createJobStore } from '../../lambda/store/jobs.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

const now = new Date('2026-11-22T05:00:00.000Z');
const queued = (): Job => newJob({ id: randomUUID(), type: 'VERIFY_AUDIT', requestedBy: 'subject' }, now);
const shards = Array.from({ length: limits.indexShards }, (_, shard) => shard);
const due = async (until: string) => {
  const store = createJobStore(tables);
  return (await Promise.all(shards.map((shard) => store.due(shard, new Date(until), 100)))).flat();
};

describe('jobs', () => {
  it('are found by id, and the latest of their type', async () => {
    const store = createJobStore(tables);
    expect(await store.latest('VERIFY_AUDIT')).toBeUndefined();
    const [first, second] = [queued(), queued()];
    await tables.commit(...store.insert(first));
    await tables.commit(...store.insert(second));
    expect(await store.load(first.id)).toEqual(first);
    expect(await store.latest('VERIFY_AUDIT')).toEqual(second);
    expect(await store.load('none')).toBeUndefined();
  });

  it('are changed by whoever read the latest version, and keep their report', async () => {
    const store = createJobStore(tables);
    const job = queued();
    await tables.commit(...store.insert(job));
    const running = changedJob(job, {
      state: 'RUNNING',
      leaseUntil: '2026-11-22T05:05:00.000Z',
      attempts: 1,
    });
    await tables.commit(store.replace(job, running));
    const report = { lanes: 3, gaps: [{ lane: 'x', seq: 4 }], sound: false };
    const further = changedJob(running, { report });
    await tables.commit(store.replace(running, further));
    // In the same state, and yet of an older version.
    await expect(tables.commit(store.replace(running, further))).rejects.toThrow('STALE_REVISION');
    expect(await store.load(job.id)).toEqual(further);
  });

  it('are due while they are not finished', async () => {
    const store = createJobStore(tables);
    const job = queued();
    await tables.commit(...store.insert(job));
    expect(await due('2026-11-22T05:09:59.999Z')).not.toContain(job.id);
    expect(await due('2026-11-22T05:10:00.000Z')).toContain(job.id);
    const done = changedJob(job, { state: 'DONE', dueAt: undefined, finishedAt: now.toISOString() });
    await tables.commit(store.replace(job, done));
    expect(await store.load(job.id)).toEqual(done);
    expect(await due('2099-01-01T00:00:00.000Z')).not.toContain(job.id);
  });

  it('are there once: a second of the same id changes nothing', async () => {
    const store = createJobStore(tables);
    const job = queued();
    await tables.commit(...store.insert(job));
    const again = { ...job, requestedBy: 'other' };
    await expect(tables.commit(...store.insert(again))).rejects.toThrow('STALE_REVISION');
    expect(await store.load(job.id)).toEqual(job);
  });

  it('start by their own row alone, not by the pointer to it', async () => {
    const job = queued();
    await tables.commit(...createJobStore(tables).insert(job));
    const named = (await tables.items()).filter(
      (item) => item.kind?.S === 'JOB' && JSON.stringify(item).includes(job.id),
    );
    expect(named).toHaveLength(1);
  });
});
