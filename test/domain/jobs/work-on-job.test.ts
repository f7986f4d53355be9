import { beforeEach, describe, expect, test } from 'vitest';
import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import { limits } from '../../../lambda/declared/limits.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { changedJob, type Job } from '../../../lambda/domain/jobs/job.ts';
import { newJob } from '../../../lambda/domain/jobs/queue-job.ts';
import { resumeJobs } from '../../../lambda/domain/jobs/resume-jobs.ts';
import { type JobStep, workOnJob } from '../../../lambda/domain/jobs/work-on-job.ts';
import { memoryJobs } from './memory-jobs.ts';

const jobId = 'J1';
const pieces = 6;

describe('a job', () => {
  let world: ReturnType<typeof memoryJobs>;
  let worked: number[];
  let minutesAPiece: number;
  let during: (piece: number) => void;

  beforeEach(async () => {
    world = memoryJobs('2026-11-22T05:00:00.000Z');
    worked = [];
    minutesAPiece = 1;
    during = () => {};
    const job = newJob({ id: jobId, type: 'VERIFY_AUDIT', requestedBy: 's-1' }, world.clock.now());
    await world.deps.commit(world.deps.jobs.insert(job));
  });
  /** Works on pieces 1 to 6, each so many minutes long. */
  async function* run({ report }: Job): AsyncGenerator<JobStep> {
    for (let piece = Number(report?.piece ?? 0) + 1; piece <= pieces; piece++) {
      during(piece);
      worked.push(piece);
      world.clock.add(minutesAPiece);
      yield { report: { piece }, isDone: piece === pieces };
    }
  }
  const work = (minutes = 60) => {
    const until = new Date(world.clock.now().getTime() + minutes * 60_000);
    return workOnJob(world.deps, run, { jobId, until });
  };
  const resume = () => resumeJobs(world.deps, { perShard: 10 });

  test('is done piece by piece, each once, and then left alone', async () => {
    await work();
    expect(world.job(jobId)).toMatchObject({ state: 'DONE', report: { piece: 6 }, dueAt: undefined });
    await work();
    expect(worked).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('keeps nothing sealed once it is given up', async () => {
    const sealed = 'c2VhbGVk';
    const job = { ...world.job(jobId), attempts: limits.jobAttempts, report: { campaignId: 'C', sealed } };
    world.kept.set(jobId, job);
    await work();
    expect(world.job(jobId)).toMatchObject({ state: 'FAILED', report: { campaignId: 'C' } });
    expect(JSON.stringify(world.job(jobId))).not.toContain(sealed);
  });

  test('goes on where it was when its time is up, over as many runs as it takes', async () => {
    await work(2);
    expect(world.job(jobId)).toMatchObject({ state: 'QUEUED', leaseUntil: undefined, attempts: 0 });
    await work(2);
    await work(2);
    expect(worked).toEqual([1, 2, 3, 4, 5, 6]);
    expect(world.job(jobId).state).toBe('DONE');
  });

  test('rests until the instant it names, and is then taken up by the clock', async () => {
    const resumeAt = '2026-11-22T06:00:00.000Z';
    let rests = 0;
    const restful = async function* ({ report }: Job): AsyncGenerator<JobStep> {
      if (world.clock.now() < new Date(resumeAt)) {
        rests += 1;
        yield { report: { piece: 3 }, isDone: false, resumeAt };
      }
      yield { report: report ?? {}, isDone: true };
    };
    const until = new Date('2026-11-22T09:00:00.000Z');
    const turn = () => workOnJob(world.deps, restful, { jobId, until });
    await turn();
    expect(world.job(jobId)).toMatchObject({
      state: 'QUEUED',
      leaseUntil: resumeAt,
      dueAt: resumeAt,
      attempts: 0,
      report: { piece: 3 },
    });
    // Delivered again or looked for too early, nothing happens.
    await turn();
    expect([rests, (await resume()).resumed]).toEqual([1, 0]);
    world.clock.add(60);
    expect((await resume()).resumed).toBe(1);
    await turn();
    expect(world.job(jobId)).toMatchObject({ state: 'DONE', report: { piece: 3 } });
  });

  test('is worked on by one run alone, however often it is delivered', async () => {
    await Promise.all([work(), work(), work()]);
    expect(worked).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('is left to whoever has it now', async () => {
    during = (piece) => {
      if (piece !== 2) return;
      const stolen = changedJob(world.job(jobId), { report: { piece: 5 } });
      world.kept.set(jobId, stolen);
    };
    await work();
    expect(worked).toEqual([1, 2]);
    expect(world.job(jobId).report).toEqual({ piece: 5 });
  });

  test('keeps no more than it must: short pieces together', async () => {
    minutesAPiece = 0.1;
    await work();
    // Taken up, twice on the way, done: not once a piece.
    expect(world.job(jobId).version).toBeLessThan(pieces);
    expect(world.job(jobId).state).toBe('DONE');
  });

  test('whose run was killed is put on the stream again when its lease is over, and goes on', async () => {
    during = (piece) => {
      // Nothing more of this run is ever written.
      if (piece === 3) world.fail(...Array.from({ length: 9 }, () => new Error('killed')));
    };
    await work().catch(() => {});
    expect(world.job(jobId)).toMatchObject({ state: 'RUNNING', report: { piece: 2 } });
    world.heal();
    during = () => {};
    await work();
    expect(await resume()).toEqual({ resumed: 0, failed: 0 });
    expect(worked).toEqual([1, 2, 3]);
    world.clock.add(limits.jobLeaseSeconds / 60);
    expect(await resume()).toEqual({ resumed: 1, failed: 0 });
    expect(world.job(jobId).state).toBe('QUEUED');
    expect(await resume()).toEqual({ resumed: 0, failed: 0 });
    await work();
    expect(worked).toEqual([1, 2, 3, 3, 4, 5, 6]);
    expect(world.job(jobId).state).toBe('DONE');
  });

  test('that the stream lost is found by the clock', async () => {
    expect(await resume()).toEqual({ resumed: 0, failed: 0 });
    world.clock.add(limits.jobLookMinutes);
    expect(await resume()).toEqual({ resumed: 1, failed: 0 });
  });

  test('that fails waits, longer each time, and is given up with a code after the last try', async () => {
    during = () => {
      throw new DomainError('TEMPORARILY_UNAVAILABLE');
    };
    const waits: number[] = [];
    for (let attempt = 1; attempt < limits.jobAttempts; attempt++) {
      await work();
      const { dueAt = '' } = world.job(jobId);
      waits.push(Date.parse(dueAt) - world.clock.now().getTime());
      await work();
      expect(world.job(jobId)).toMatchObject({ state: 'QUEUED', attempts: attempt });
      world.clock.add(60);
      await resume();
    }
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(new Set(waits).size).toBe(waits.length);
    await work();
    expect(world.job(jobId)).toMatchObject({
      state: 'FAILED',
      reason: 'TEMPORARILY_UNAVAILABLE',
      dueAt: undefined,
    });
    expect(world.events()).toContain(alarmingLogLines.jobFailed.event);
    await work();
    expect(world.job(jobId).state).toBe('FAILED');
  });

  test('that is owed whatever happens is never given up: it rests an hour, wakes someone each time, and goes on', async () => {
    const owed = newJob({ id: jobId, type: 'SETTLE_DISCLOSURE', requestedBy: 's-1' }, world.clock.now());
    world.kept.set(jobId, { ...owed, attempts: limits.jobAttempts - 1, report: { piece: 2 } });
    during = () => {
      throw new DomainError('TEMPORARILY_UNAVAILABLE');
    };
    for (let times = 1; times <= 3; times++) {
      await work();
      const { state, attempts, dueAt = '' } = world.job(jobId);
      expect([state, attempts]).toEqual(['QUEUED', 0]);
      expect(Date.parse(dueAt) - world.clock.now().getTime()).toBe(limits.jobAgainMinutes * 60_000);
      const alarms = world.events().filter((event) => event === alarmingLogLines.jobFailed.event);
      expect(alarms).toHaveLength(times);
      world.kept.set(jobId, { ...world.job(jobId), attempts: limits.jobAttempts - 1 });
      world.clock.add(limits.jobAgainMinutes);
      expect(await resume()).toEqual({ resumed: 1, failed: 0 });
    }
    during = () => {};
    await work();
    expect(world.job(jobId).state).toBe('DONE');
    expect(worked).toEqual([3, 4, 5, 6]);
  });

  test('whose runs are all cut short is given up too, and wakes someone first', async () => {
    world.kept.set(jobId, changedJob(world.job(jobId), { state: 'RUNNING', attempts: limits.jobAttempts }));
    world.fail(new Error('killed'));
    await expect(work()).rejects.toThrow('killed');
    expect(world.events()).toContain(alarmingLogLines.jobFailed.event);
    expect(world.job(jobId).state).toBe('RUNNING');
    await work();
    expect(world.job(jobId)).toMatchObject({ state: 'FAILED', reason: 'INTERRUPTED' });
    expect(worked).toEqual([]);
  });

  test('that comes forward is never given up, however many runs it takes', async () => {
    for (let runs = 0; runs < pieces; runs++) await work(1);
    expect(pieces).toBeGreaterThan(limits.jobAttempts);
    expect(world.job(jobId).state).toBe('DONE');
  });

  test('that cannot be read does not hold up the others', async () => {
    world.clock.add(limits.jobLookMinutes);
    const { load, due } = world.deps.jobs;
    const jobs = {
      ...world.deps.jobs,
      load: (id: string) => (id === 'X' ? Promise.reject(new DomainError('INTEGRITY_VIOLATION')) : load(id)),
      due: async (...asked: Parameters<typeof due>) =>
        asked[0] === 0 ? ['X', ...(await due(...asked))] : [],
    };
    expect(await resumeJobs({ ...world.deps, jobs }, { perShard: 10 })).toEqual({ resumed: 1, failed: 1 });
  });
});
