import { expect, test } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import type { AuditRow } from '../../../lambda/domain/audit/row.ts';
import { countAffected } from '../../../lambda/domain/incident/count-affected.ts';
import type { AffectedSubject, Incident } from '../../../lambda/domain/incident/incident.ts';
import type { Job } from '../../../lambda/domain/jobs/job.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';

const at = (n: number): string => new Date(Date.parse('2026-11-20T00:00:00Z') + n * 1000).toISOString();

/** An incident whose actor read so many customers, three times each, over memory; what was asked for is counted. */
function world(customers: number) {
  const rows = Array.from({ length: 3 * customers }, (_, n): AuditRow => {
    const facts = { action: 'READ', outcome: 'ALLOWED', actor: 'staff:thief', at: at(3 * customers - n) };
    return { ...facts, customerId: `C${n % customers}`, fields: [`f${n % 2}`] } as unknown as AuditRow;
  });
  let incident = {
    ...{ id: 'inc-1', state: 'RECORDED', version: 1, round: 1, affectedCount: undefined },
    window: {
      ...{ actors: ['staff:thief', 'staff:other'], references: [] },
      ...{ from: at(0), until: at(3 * customers + 1) },
    },
  } as unknown as Incident;
  const found = new Map<string, AffectedSubject>();
  const most = { rows: 0, writes: 0 };
  const clock = { now: '2026-11-22T00:00:00.000Z' };
  const jobs: Job[] = [];
  const write = (act: () => void) => act as unknown as Write;
  const deps = {
    now: () => new Date(clock.now),
    random: { id: () => `job-${jobs.length}` },
    jobs: { insert: (job: Job) => [write(() => void jobs.push(job))] },
    auditReader: {
      async find({ actor, first, after }: { actor: string; first: number; after?: string | undefined }) {
        if (actor !== 'staff:thief') return { rows: [], next: undefined };
        const from = Number(after ?? 0);
        const page = rows.slice(from, from + first);
        most.rows = Math.max(most.rows, page.length);
        return { rows: page, next: from + first < rows.length ? String(from + first) : undefined };
      },
    },
    incidents: {
      load: async () => incident,
      put: (_: Incident, after: Incident) => [
        write(() => {
          incident = after;
        }),
      ],
      loadAffected: async (_: string, __: number, ids: readonly string[]) => ids.map((id) => found.get(id)),
      putAffected: (_: unknown, after: AffectedSubject) =>
        write(() => void found.set(after.subjectId, after)),
      countAffected: async () => found.size,
    },
    async commit(writes: readonly Write[]) {
      most.writes = Math.max(most.writes, writes.length);
      for (const act of writes as unknown as (() => void)[]) act();
    },
  } as unknown as Parameters<typeof countAffected>[0];
  return {
    ...{ deps, found, most, clock, jobs, rows },
    counted: () => incident.affectedCount,
    incident: () => incident,
    change: (changes: Partial<Incident>) => {
      incident = { ...incident, ...changes };
    },
  };
}

/** Does the job, each run so many steps long; a run begins where the last one's report stands. */
async function work(deps: Parameters<typeof countAffected>[0], steps: number): Promise<number> {
  let report: Job['report'] = { incidentId: 'inc-1', round: 1 };
  for (let runs = 1; ; runs++) {
    let left = steps;
    for await (const step of countAffected(deps, { report } as Job)) {
      report = step.report;
      if (step.isDone) return runs;
      if (--left === 0) break;
    }
  }
}

test('P7.3: at any number affected a step reads a page and writes one transaction, and whoever resumes goes on', async () => {
  const customers = 3000;
  const { deps, found, most, counted } = world(customers);
  const runs = await work(deps, 7);
  expect(runs).toBeGreaterThan(20);
  expect(counted()).toBe(customers);
  expect(found.size).toBe(customers);
  expect(most).toMatchObject({ rows: limits.pageSize });
  expect(most.writes).toBeLessThanOrEqual(limits.pageSize);
  const wrong = [...found.values()].filter(({ subjectId, fields, firstAt, lastAt }) => {
    const n = Number(subjectId.slice(1));
    return firstAt !== at(customers - n) || lastAt !== at(3 * customers - n) || fields[0] !== `f${n % 2}`;
  });
  expect(wrong).toEqual([]);
  const whole = world(customers);
  expect(await work(whole.deps, Number.POSITIVE_INFINITY)).toBe(1);
  const plain = (all: ReadonlyMap<string, AffectedSubject>) =>
    [...all.values()].map(({ version: _, ...one }) => one);
  expect(plain(found)).toEqual(plain(whole.found));
});

test('P7.3: whoever resumes late goes through the window once more: the count is final only then, and those found then are told', async () => {
  const { deps, rows, clock, jobs, counted, incident, change } = world(200);
  const { window } = incident();
  const until = Date.parse(window?.until ?? '');
  const later = (seconds: number) => {
    clock.now = new Date(until + seconds * 1000).toISOString();
  };
  later(1);
  const late = { ...rows[0], customerId: 'LATE' } as AuditRow;
  let report: Job['report'] = { incidentId: 'inc-1', round: 1 };
  /** So many steps; then it was killed. */
  const go = async (steps: number) => {
    for await (const step of countAffected(deps, { report } as Job)) {
      report = step.report;
      if (step.isDone || step.resumeAt !== undefined || --steps === 0) return step;
    }
    throw new Error('it ends with a step that is done');
  };
  expect(await go(3)).toMatchObject({ isDone: false });
  // What the trail's index had not been told of yet stands before what was gone through.
  rows.unshift(late);
  change({ notice: { round: 1, by: 'officer', at: clock.now } as Incident['notice'] });
  later(limits.customerListLagSeconds + 5);
  expect(await go(1000)).toMatchObject({ isDone: false, resumeAt: expect.any(String) });
  expect([counted(), incident().countedAt, jobs]).toEqual([200, undefined, []]);
  expect(await go(1000)).toMatchObject({ isDone: true });
  expect([counted(), incident().countedAt]).toEqual([201, clock.now]);
  // Once, whoever does it again.
  expect(await go(1000)).toMatchObject({ isDone: true });
  expect(jobs.map(({ type, report: given }) => ({ type, given }))).toEqual([
    { type: 'NOTIFY_AFFECTED', given: { incidentId: 'inc-1', round: 1, isWhole: true } },
  ]);
});

test('P7.3: nobody is told by the count where nobody asked for it, or it was for another window', async () => {
  for (const notice of [undefined, { round: 0 }]) {
    const { deps, jobs, incident, change } = world(3);
    change({ notice: notice as Incident['notice'] });
    await work(deps, 100);
    expect(incident().countedAt).toBeDefined();
    expect(jobs).toEqual([]);
  }
});

test('P7.3: an incident that is closed is counted to the end, and whom somebody asked to tell is told', async () => {
  const { deps, jobs, incident, change } = world(3);
  change({ state: 'CLOSED', notice: { round: 1, by: 'officer', at: at(0) } as Incident['notice'] });
  await work(deps, 100);
  expect(incident()).toMatchObject({ state: 'CLOSED', affectedCount: 3, countedAt: expect.any(String) });
  expect(jobs.map(({ type }) => type)).toEqual(['NOTIFY_AFFECTED']);
});
