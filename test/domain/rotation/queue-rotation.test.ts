import { beforeEach, describe, expect, it } from 'vitest';
import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import { limits } from '../../../lambda/declared/limits.ts';
import type { Job } from '../../../lambda/domain/jobs/job.ts';
import { queueRotations } from '../../../lambda/domain/rotation/queue-rotation.ts';
import type { KeyVersions } from '../../../lambda/domain/stored-keys.ts';
import { memoryJobs } from '../jobs/memory-jobs.ts';

const start = '2026-11-22T00:00:00.000Z';
let world: ReturnType<typeof memoryJobs>;
let versions: Map<string, KeyVersions>;
beforeEach(() => {
  world = memoryJobs(start);
  versions = new Map([['KEK#contact', { current: 1, alsoRead: [], since: start }]]);
});

const queue = () =>
  queueRotations({ ...world.deps, keyTable: { loadVersions: async (family) => versions.get(family) } });
const later = (days: number) => world.clock.add(days * 24 * 60);
const ids = () => [...world.kept.keys()];
const become = (id: string, changes: Partial<Job>) => world.kept.set(id, { ...world.job(id), ...changes });

describe('a rotation is queued', () => {
  it('when the current version is old: each kind of key in its own time', async () => {
    versions.set('INDEX', { current: 1, alsoRead: [], since: start });
    later(limits.kekEpochDays - 0.01);
    expect(await queue()).toBe(0);
    later(0.01);
    expect(await queue()).toBe(1);
    expect(ids()).toEqual(['ROTATE_KEYS-CONTACT-2']);
    later(limits.indexKeyDays - limits.kekEpochDays);
    expect(await queue()).toBe(1);
    expect(ids()).toEqual(['ROTATE_KEYS-CONTACT-2', 'ROTATE_KEYS-INDEX-2']);
    expect(world.job('ROTATE_KEYS-INDEX-2')).toMatchObject({
      type: 'ROTATE_KEYS',
      requestedBy: 'system:clock',
      report: { key: 'index', version: 2, step: 'ANNOUNCE' },
    });
  });

  it('once, however often and by however many it is asked for', async () => {
    later(limits.kekEpochDays);
    const queued = await Promise.all([queue(), queue(), queue()]);
    expect(queued.toSorted()).toEqual([0, 0, 1]);
    expect(await queue()).toBe(0);
  });

  it('never beside one that has not destroyed the version before', async () => {
    later(limits.kekEpochDays);
    await queue();
    versions.set('KEK#contact', { current: 2, alsoRead: [], since: start });
    later(limits.kekEpochDays);
    expect(await queue()).toBe(0);
    become('ROTATE_KEYS-CONTACT-2', { state: 'DONE' });
    expect(await queue()).toBe(1);
    expect(ids()).toEqual(['ROTATE_KEYS-CONTACT-2', 'ROTATE_KEYS-CONTACT-3']);
  });

  it('again where it stood, an hour after it was given up', async () => {
    later(limits.kekEpochDays);
    await queue();
    const id = 'ROTATE_KEYS-CONTACT-2';
    const report = { ...world.job(id).report, step: 'MOVE' };
    become(id, { state: 'FAILED', finishedAt: world.clock.now().toISOString(), report });
    for (const current of [1, 2]) {
      versions.set('KEK#contact', { current, alsoRead: [3 - current], since: start });
      become(id, { state: 'FAILED', finishedAt: world.clock.now().toISOString() });
      expect(await queue()).toBe(0);
      later(1 / 24);
      expect(await queue()).toBe(1);
      expect(world.job(id)).toMatchObject({ state: 'QUEUED', attempts: 0, report: { step: 'MOVE' } });
    }
  });

  it('anew when the Keys table was restored to a time within a rotation, or before it', async () => {
    later(limits.kekEpochDays);
    await queue();
    const id = 'ROTATE_KEYS-CONTACT-2';
    for (const restored of [
      { current: 2, alsoRead: [1], since: world.clock.now().toISOString() },
      { current: 1, alsoRead: [], since: start },
    ]) {
      become(id, { state: 'DONE', report: { ...world.job(id).report, step: 'DONE' } });
      versions.set('KEK#contact', restored);
      expect(await queue()).toBe(1);
      expect(world.job(id)).toMatchObject({ state: 'QUEUED', report: { step: 'ANNOUNCE' } });
    }
  });
});

it('a rotation that does not come to its end wakes somebody', async () => {
  const late = () => world.events().filter((event) => event === alarmingLogLines.keyRotationLate.event);
  later(limits.kekEpochDays);
  await queue();
  versions.set('KEK#contact', { current: 2, alsoRead: [1], since: world.clock.now().toISOString() });
  later(9);
  await queue();
  expect(late()).toEqual([]);
  later(2);
  await queue();
  expect(late()).toHaveLength(1);
  become('ROTATE_KEYS-CONTACT-2', { state: 'DONE' });
  versions.set('KEK#contact', { current: 2, alsoRead: [], since: world.clock.now().toISOString() });
  await queue();
  expect(late()).toHaveLength(1);
});
