import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../lambda/domain/ports.ts';
import { createJobStore } from '../../lambda/store/jobs.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

const queued = (): Job => ({
  id: randomUUID(),
  type: 'VERIFY_AUDIT',
  state: 'QUEUED',
  requestedBy: 'subject',
  requestedAt: '2026-11-22T05:00:00.000Z',
  finishedAt: undefined,
  report: undefined,
});

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

  it('are taken up by one, and keep their report', async () => {
    const store = createJobStore(tables);
    const job = queued();
    await tables.commit(...store.insert(job));
    const running: Job = { ...job, state: 'RUNNING' };
    await tables.commit(store.replace(job, running));
    await expect(tables.commit(store.replace(job, running))).rejects.toThrow('STALE_REVISION');
    const report = { lanes: 3, gaps: [{ lane: 'x', seq: 4 }], sound: false };
    const done: Job = { ...job, state: 'DONE', finishedAt: '2026-11-22T06:00:00.000Z', report };
    await tables.commit(store.replace(running, done));
    expect(await store.load(job.id)).toEqual(done);
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
