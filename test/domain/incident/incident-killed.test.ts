import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { countAffected } from '../../../lambda/domain/incident/count-affected.ts';
import { mailAffected } from '../../../lambda/domain/incident/mail-affected.ts';
import type { Job } from '../../../lambda/domain/jobs/job.ts';
import type { JobRunner } from '../../../lambda/domain/jobs/work-on-job.ts';
import { workOnJob } from '../../../lambda/domain/jobs/work-on-job.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { wire } from '../../../lambda/runtime/wiring.ts';
import { idle } from '../../bench/idle.ts';
import { userErrors } from '../../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../../harness/cloud.ts';
import { subjectOf } from '../../harness/employees.ts';
import {
  affectedBy,
  amendIncident,
  lastHourOf,
  notifyAffected,
  readIncident,
  recordedIncident,
} from '../../harness/incidents.ts';
import { registerVerified } from '../../harness/mails.ts';
import { readCustomer, reasons } from '../../harness/reading.ts';
import { localIdOf, type Registered } from '../../harness/register.ts';
import { recordsOf, scanTables, textOf } from '../../harness/tables.ts';
import { takeEnvironment } from '../../harness/take-environment.ts';
import { type Kill, watchAws } from '../../harness/watched-aws.ts';

vi.setConfig({ testTimeout: 240_000 });
let cloud: TestCloud;
let officer: string;
let window: ReturnType<typeof lastHourOf>;
let customers: readonly Registered[];
/** Milliseconds ahead of the clock. */
let ahead = 0;
let ports: ReturnType<typeof wire>;
/** Of whom the trail's index has not been told yet. */
let unseen: string | undefined;
let thief: string;
const runners: Readonly<Record<string, JobRunner>> = {
  COUNT_AFFECTED: (job) => countAffected(ports, job),
  NOTIFY_AFFECTED: (job) => mailAffected(ports, job),
};

beforeAll(async () => {
  // Nobody counts or tells but who is killed here.
  cloud = await startTestCloud({ bundlePaths: { ...inject('bundlePaths'), jobs: idle } });
  takeEnvironment(cloud);
  const log = { info() {}, warn() {}, error() {} };
  const wired = wire();
  const auditReader: Ports['auditReader'] = {
    async find(query) {
      const page = await wired.auditReader.find(query);
      return { ...page, rows: page.rows.filter(({ customerId }) => customerId !== unseen) };
    },
  };
  ports = extendPorts(wired, { log, auditReader, now: () => new Date(Date.now() + ahead) });
  officer = await cloud.employee('privacy_officer');
  thief = await cloud.employee('support');
  customers = [await registerVerified(cloud), await registerVerified(cloud)];
  for (const { id } of customers) await readCustomer(cloud, thief, id, 'name { value }', reasons('support'));
  window = lastHourOf(`staff:${subjectOf(thief)}`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

/** The job of an incident, as its function does it, killed where it is told; its calls of AWS. */
async function run(incidentId: string, type: string, kill?: Kill) {
  const rows = await recordsOf(cloud, 'JOB');
  const job = rows.find((row) => textOf(row, 'type') === type && row.report?.M?.incidentId?.S === incidentId);
  if (!job) throw new Error(`there is a job ${type}`);
  // The lease of a run that was killed is over, and so is what it waits for.
  ahead += (limits.jobLeaseSeconds + 600) * 1000;
  const input = { jobId: textOf(job, 'id'), until: new Date(Date.now() + ahead + 240_000) };
  const runner = runners[type];
  if (!runner) throw new Error(`nobody does ${type}`);
  return watchAws(() => workOnJob(ports, runner, input), { kill });
}

/** Kills a job at each of its calls, before and after, each time on another incident, and lets it go on. */
async function killedAnywhere(
  type: string,
  begin: () => Promise<string>,
  expectWhole: (incidentId: string) => Promise<void>,
): Promise<number> {
  let deaths = 0;
  for (let call = 1; ; call++) {
    for (const when of ['before', 'after'] as const) {
      const id = await begin();
      const { wasKilled } = await run(id, type, { call, when });
      if (wasKilled) deaths += 1;
      // It may have died with its work done.
      for (let runs = 0; runs < 2; runs++) await run(id, type);
      await expectWhole(id);
      if (!wasKilled) return deaths;
    }
  }
}

const counted = async () => {
  const id = await recordedIncident(cloud, officer, { window });
  for (let runs = 0; runs < 2; runs++) await run(id, 'COUNT_AFFECTED');
  return id;
};
const words = { vi: canary('lời '), en: canary('words ') };

test('P7.3: whoever counts those affected is killed anywhere: the count is right, and each is there once', async () => {
  const deaths = await killedAnywhere(
    'COUNT_AFFECTED',
    () => recordedIncident(cloud, officer, { window }),
    async (id) => {
      const { data } = await readIncident(cloud, officer, id, 'affectedCount');
      expect(data.incident.affectedCount).toBe(customers.length);
      const found = (await affectedBy(cloud, officer, id)).map(({ customerId }) => customerId).sort();
      expect(found).toEqual(customers.map(({ id: customerId }) => customerId).sort());
    },
  );
  expect(deaths).toBeGreaterThan(10);
});

test('P7.3: whoever tells those affected is killed anywhere: each gets one mail, and the trail says so once', async () => {
  const deaths = await killedAnywhere(
    'NOTIFY_AFFECTED',
    async () => {
      const id = await counted();
      expect(userErrors(await notifyAffected(cloud, officer, { id, ...words }))).toEqual([]);
      return id;
    },
    async (id) => {
      const { data } = await readIncident(cloud, officer, id, 'notifiedAt');
      expect(data.incident.notifiedAt).not.toBeNull();
      const { records, audit } = await scanTables(cloud);
      const told = await affectedBy(cloud, officer, id);
      for (const { id: customerId } of customers) {
        const mailId = told.find((one) => one.customerId === customerId)?.mailId;
        const own = localIdOf(customerId);
        const mails = records.filter((row) => textOf(row, 'kind') === 'MAIL' && textOf(row, 'id') === mailId);
        expect(mails.map((row) => textOf(row, 'customerId'))).toEqual([own]);
        const acts = audit.filter(
          (row) =>
            textOf(row, 'action') === 'NOTIFY_OF_INCIDENT' &&
            textOf(row, 'reference') === id &&
            textOf(row, 'customerId') === own,
        );
        expect(acts).toHaveLength(1);
      }
      // As many notices of the incident as there are customers, and no more.
      const all = records.filter((row) => textOf(row, 'template') === 'INCIDENT_NOTICE');
      expect(new Set(all.map((row) => textOf(row, 'id'))).size).toBe(all.length);
    },
  );
  expect(deaths).toBeGreaterThan(15);
});

/** The job of an incident that waits, and does what it can. */
async function waitingJob(incidentId: string, type: string): Promise<Job> {
  const rows = (await recordsOf(cloud, 'JOB')).filter(
    (row) => textOf(row, 'type') === type && row.report?.M?.incidentId?.S === incidentId,
  );
  const jobs = await Promise.all(rows.map((row) => ports.jobs.load(textOf(row, 'id'))));
  const job = jobs.find((one) => one?.state === 'QUEUED');
  if (!job) throw new Error(`there is a job ${type} that waits`);
  return job;
}
const work = async (incidentId: string, type: string) => {
  const { id: jobId } = await waitingJob(incidentId, type);
  const runner = runners[type];
  if (!runner) throw new Error(`nobody does ${type}`);
  await workOnJob(ports, runner, { jobId, until: new Date(ports.now().getTime() + 240_000) });
};
const stateOf = async (id: string) => {
  const { data } = await readIncident(cloud, officer, id, 'affectedCount countedAt notifiedAt');
  return data.incident;
};

test('P7.3: L91 23: who is found once the trail is whole is told, too, and not before then is it said that all were', async () => {
  const [seen, late] = customers;
  if (!seen || !late) throw new Error('there are two');
  ahead = 0;
  unseen = localIdOf(late.id);
  const id = await recordedIncident(cloud, officer, { window: lastHourOf(`staff:${subjectOf(thief)}`) });
  await work(id, 'COUNT_AFFECTED');
  expect(await stateOf(id)).toEqual({ affectedCount: 1, countedAt: null, notifiedAt: null });
  expect(userErrors(await notifyAffected(cloud, officer, { id, ...words }))).toEqual([]);
  await work(id, 'NOTIFY_AFFECTED');
  expect((await affectedBy(cloud, officer, id)).map(({ mailId }) => mailId)).not.toContain(null);
  expect(await stateOf(id)).toMatchObject({ notifiedAt: null });
  unseen = undefined;
  ahead = (limits.customerListLagSeconds + 60) * 1000;
  await work(id, 'COUNT_AFFECTED');
  expect(await stateOf(id)).toMatchObject({
    affectedCount: 2,
    countedAt: expect.any(String),
    notifiedAt: null,
  });
  await work(id, 'NOTIFY_AFFECTED');
  const told = await affectedBy(cloud, officer, id);
  expect(told.map(({ customerId, mailId }) => [customerId, mailId === null]).sort()).toEqual(
    customers.map((customer) => [customer.id, false]).sort(),
  );
  expect((await stateOf(id)).notifiedAt).not.toBeNull();
});

test('P7.3: L91 23: of another window nobody was told yet, whatever was told, or is being told, of the one before', async () => {
  const id = await counted();
  expect(userErrors(await notifyAffected(cloud, officer, { id, ...words }))).toEqual([]);
  const job = await waitingJob(id, 'NOTIFY_AFFECTED');
  const telling = mailAffected(ports, job);
  await telling.next();
  expect(userErrors(await amendIncident(cloud, officer, { id, window }))).toEqual([]);
  for await (const { isDone } of telling) if (isDone) break;
  expect(await stateOf(id)).toEqual({ affectedCount: null, countedAt: null, notifiedAt: null });
  // That of the window before ends; there is another one.
  await work(id, 'NOTIFY_AFFECTED');
  expect((await stateOf(id)).notifiedAt).toBeNull();
  ahead += 600_000;
  await work(id, 'COUNT_AFFECTED');
  expect(userErrors(await notifyAffected(cloud, officer, { id, ...words }))).toEqual([]);
  await work(id, 'NOTIFY_AFFECTED');
  expect((await stateOf(id)).notifiedAt).not.toBeNull();
  expect(userErrors(await amendIncident(cloud, officer, { id, window }))).toEqual([]);
  expect((await stateOf(id)).notifiedAt).toBeNull();
  const { data } = await readIncident(cloud, officer, id, 'report { json }');
  expect(JSON.parse(data.incident.report.json).subjectsToldAt).toBeNull();
});
