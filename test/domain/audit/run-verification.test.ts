import { expect, test } from 'vitest';
import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import { runVerification } from '../../../lambda/domain/audit/run-verification.ts';
import { type StoredRow, seqOf } from '../../../lambda/domain/audit/stored-row.ts';
import { verificationReportOf } from '../../../lambda/domain/audit/verification-report.ts';
import { newJob } from '../../../lambda/domain/jobs/queue-job.ts';
import { workOnJob } from '../../../lambda/domain/jobs/work-on-job.ts';
import { rowsBehind } from '../../../lambda/store/audit-lane-rows.ts';
import { auditKeys, entry, random } from '../../store/audit-world.ts';
import { memoryJobs } from '../jobs/memory-jobs.ts';
import { memoryArchive, memoryTable } from './memory-sources.ts';

const jobId = 'J1';

const firstOf3 = new Date('2026-11-03T01:00:00.000Z');

/** A trail of one lane on the first of three days, and others if wished, and a verification that was asked for. */
async function asked(others: readonly { readonly at: Date; readonly acts: number }[] = []) {
  const world = memoryJobs('2026-11-05T01:00:00.000Z');
  const lanes = [{ at: firstOf3, acts: 3 }, ...others].map(({ at, acts }) => {
    const entries = Array.from({ length: acts }, () => entry());
    return rowsBehind({ auditKeys, random }, { lane: random.id(), seq: 0, hash: '' }, [], entries, at);
  });
  const rows = (await Promise.all(lanes)).flatMap((lane) => lane.rows);
  const job = newJob({ id: jobId, type: 'VERIFY_AUDIT', requestedBy: 's-1' }, world.clock.now());
  await world.deps.commit(world.deps.jobs.insert(job));
  const work = (table: readonly StoredRow[], minutes = 4) => {
    const deps = {
      ...world.deps,
      table: memoryTable(() => table),
      archive: memoryArchive(() => rows),
      macKey: auditKeys.macKey,
      verifySignature: async () => true,
    };
    const until = new Date(world.clock.now().getTime() + minutes * 60_000);
    return workOnJob(deps, (given) => runVerification(deps, given), { jobId, until });
  };
  const alarms = () => world.events().filter((event) => event === alarmingLogLines.auditNotIntact.event);
  return { world, rows, work, alarms };
}

test('a verification of a whole trail ends without an alarm', async () => {
  const { world, rows, work, alarms } = await asked();
  await work(rows);
  expect(world.job(jobId).state).toBe('DONE');
  expect(verificationReportOf(world.job(jobId))).toMatchObject({ rows: 4, lanes: 1, findings: [] });
  expect(alarms()).toEqual([]);
});

test('a verification that found something wakes someone before it says that it is done', async () => {
  const { world, rows, work, alarms } = await asked();
  // The run that would write the end of it is killed.
  world.log.error = ((error) => (event: string) => {
    error(event);
    if (event === alarmingLogLines.auditNotIntact.event)
      world.fail(new Error('killed'), new Error('killed'), new Error('killed'));
  })(world.log.error);
  await expect(work(rows.filter((row) => seqOf(row) !== 3))).rejects.toThrow('killed');
  expect(world.job(jobId).state).toBe('RUNNING');
  expect(alarms()).toHaveLength(1);
});

test('a verification goes on day by day, and keeps what it found', async () => {
  const { world, rows, work, alarms } = await asked();
  const broken = rows.filter((row) => seqOf(row) !== 3);
  await work(broken, 0);
  expect(verificationReportOf(world.job(jobId))).toMatchObject({
    nextDay: '2026-11-04',
    counts: { MISSING: 1 },
  });
  expect(world.job(jobId).state).toBe('QUEUED');
  for (let runs = 0; runs < 3; runs++) await work(broken, 0);
  expect(world.job(jobId).state).toBe('DONE');
  expect(verificationReportOf(world.job(jobId))).toMatchObject({
    nextDay: '2026-11-06',
    counts: { MISSING: 1 },
  });
  expect(alarms()).toHaveLength(1);
});

test('a verification sums up its days, and keeps the first hundred places of all of them in order', async () => {
  const { world, rows, work, alarms } = await asked([
    { at: new Date('2026-11-04T01:00:00.000Z'), acts: 60 },
    { at: new Date('2026-11-05T00:30:00.000Z'), acts: 60 },
  ]);
  await work(rows.map((row) => (seqOf(row) > 1 ? { ...row, code: 'X' } : row)));
  const report = verificationReportOf(world.job(jobId));
  expect(report).toMatchObject({ fromDay: '2026-11-03', lanes: 3, rows: 126, counts: { CHANGED: 123 } });
  expect(report?.findings.map(({ day }) => day)).toEqual([
    ...Array(3).fill('2026-11-03'),
    ...Array(60).fill('2026-11-04'),
    ...Array(37).fill('2026-11-05'),
  ]);
  expect(alarms()).toHaveLength(3);
});

test('a report that is none is refused', () => {
  expect(verificationReportOf({ report: undefined })).toBeUndefined();
  expect(() => verificationReportOf({ report: { rows: 'many' } })).toThrow();
});
