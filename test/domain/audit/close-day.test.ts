import { beforeEach, describe, expect, test } from 'vitest';
import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import { closeDay } from '../../../lambda/domain/audit/close-day.ts';
import { dayAfter } from '../../../lambda/domain/audit/lane-place.ts';
import { queueDayClosing } from '../../../lambda/domain/audit/queue-day-closing.ts';
import { type StoredRow, seqOf } from '../../../lambda/domain/audit/stored-row.ts';
import { workOnJob } from '../../../lambda/domain/jobs/work-on-job.ts';
import { rowsBehind } from '../../../lambda/store/audit-lane-rows.ts';
import { auditKeys, entry, random } from '../../store/audit-world.ts';
import { memoryJobs } from '../jobs/memory-jobs.ts';
import { memoryArchive, memoryTable } from './memory-sources.ts';

const day = '2026-11-03';
const jobId = `CLOSE_AUDIT_DAY-${day}`;

async function lane(letter: string): Promise<readonly StoredRow[]> {
  const head = { lane: `${letter}${random.id().slice(1)}`, seq: 0, hash: '' };
  const at = new Date(`${day}T01:00:00.000Z`);
  return (await rowsBehind({ auditKeys, random }, head, [], [entry(), entry()], at)).rows;
}

describe('closing a day of the audit trail', () => {
  let world: ReturnType<typeof memoryJobs>;
  let table: readonly StoredRow[];
  let archived: readonly StoredRow[];
  let archive: ReturnType<typeof memoryArchive>;

  beforeEach(async () => {
    world = memoryJobs('2026-11-04T06:15:00.000Z');
    table = [...(await lane('A')), ...(await lane('B')), ...(await lane('C'))];
    archived = table;
    archive = memoryArchive(() => archived);
  });
  const deps = () => ({
    ...world.deps,
    table: memoryTable(() => table),
    archive,
    sign: async (digest: Uint8Array) => digest,
  });
  const queue = () => queueDayClosing(deps());
  const work = (id = jobId, minutes = 4, given = deps()) => {
    const until = new Date(world.clock.now().getTime() + minutes * 60_000);
    return workOnJob(given, (job) => closeDay(given, job), { jobId: id, until });
  };
  const alarms = () => world.events().filter((event) => event === alarmingLogLines.auditNotReconciled.event);

  test('is asked for once when its last lane is closed, copies what the stream lost, and anchors', async () => {
    archived = table.filter((row) => seqOf(row) !== 2);
    world.clock.add(-1);
    expect(await queue()).not.toBe(day);
    world.kept.clear();
    archive.anchors.set('2026-11-02', '{}');
    world.clock.add(1);
    expect(await queue()).toBe(day);
    expect(await queue()).toBeUndefined();
    await work();
    expect(world.job(jobId)).toMatchObject({ state: 'DONE', report: { day, lanes: 3, copied: 3 } });
    expect(archive.anchors.has(day)).toBe(true);
    expect(alarms()).toEqual([]);
    expect(await queue()).toBeUndefined();
  });

  test('goes on lane by lane when one run is not enough', async () => {
    await queue();
    const read: string[] = [];
    const slow = () => {
      const given = deps();
      const { rows } = given.table;
      const slowly: typeof rows = (name, days) => {
        read.push(name);
        world.clock.add(3);
        return rows(name, days);
      };
      return { ...given, table: { ...given.table, rows: slowly } };
    };
    await work(jobId, 1, slow());
    expect(world.job(jobId)).toMatchObject({ state: 'QUEUED', report: { day, lanes: 1 } });
    for (let runs = 0; runs < 3; runs++) await work(jobId, 1, slow());
    expect(world.job(jobId)).toMatchObject({ state: 'DONE', report: { lanes: 3 } });
    expect(read).toHaveLength(3);
    expect(archive.anchors.has(day)).toBe(true);
  });

  test('wakes someone before the day is anchored: a crash in between loses no alarm', async () => {
    table = table.filter((row) => seqOf(row) !== 2);
    await queue();
    const given = deps();
    const putAnchor = () => Promise.reject(new Error('killed'));
    await work(jobId, 4, { ...given, archive: { ...given.archive, putAnchor } });
    expect(archive.anchors.has(day)).toBe(false);
    expect(alarms()).toHaveLength(1);
    world.clock.add(5);
    await work();
    expect(archive.anchors.has(day)).toBe(true);
    expect(alarms()).toHaveLength(2);
  });

  test('of days that were missed comes in order, one after the other, each naming the one before', async () => {
    archive.anchors.set(dayAfter(day, -1), JSON.stringify({}));
    world.clock.add(3 * 24 * 60);
    const closed: (string | undefined)[] = [];
    for (let minute = 0; minute < 6; minute++) {
      const asked = await queue();
      closed.push(asked);
      if (asked) await work(`CLOSE_AUDIT_DAY-${asked}`);
    }
    const days = [day, dayAfter(day), dayAfter(day, 2), dayAfter(day, 3)];
    expect(closed).toEqual([...days, undefined, undefined]);
    for (const each of days.slice(1)) {
      const { previous } = JSON.parse(archive.anchors.get(each) ?? '') as { previous: string };
      expect(previous).not.toBe('');
    }
  });

  test('begins with the first day that the archive knows', async () => {
    world.clock.add(2 * 24 * 60);
    expect(await queue()).toBe(day);
  });

  test('that is a day late wakes someone, every time it is looked at', async () => {
    const late = () => world.events().filter((event) => event === alarmingLogLines.auditDayLate.event);
    await queue();
    world.clock.add(24 * 60 - 1);
    await queue();
    expect(late()).toEqual([]);
    world.clock.add(1);
    await queue();
    await queue();
    expect(late()).toHaveLength(2);
  });

  test('that was given up is begun anew after an hour', async () => {
    await queue();
    const job = world.job(jobId);
    const finishedAt = world.clock.now().toISOString();
    const report = { day, lanes: 1, afterLane: 'A' };
    world.kept.set(jobId, { ...job, state: 'FAILED', attempts: 5, reason: 'FAULT', finishedAt, report });
    world.clock.add(59);
    expect(await queue()).toBeUndefined();
    world.clock.add(1);
    expect(await queue()).toBe(day);
    expect(world.job(jobId)).toMatchObject({ state: 'QUEUED', attempts: 0, report });
  });
});
