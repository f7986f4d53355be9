import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { tables } from '../../../lambda/declared/tables.ts';
import { workOnJob } from '../../../lambda/domain/jobs/work-on-job.ts';
import { publishFirstVersion } from '../../../lambda/domain/policy/publish-first-version.ts';
import type { PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import { queueRotations, rotationId } from '../../../lambda/domain/rotation/queue-rotation.ts';
import { rotateKeys } from '../../../lambda/domain/rotation/rotate-keys.ts';
import { rotationReportOf, rotationSteps } from '../../../lambda/domain/rotation/rotation-report.ts';
import { readEnvironment } from '../../../lambda/runtime/env.ts';
import { rotationOf } from '../../../lambda/runtime/wire-rotation.ts';
import { createWiring, type Wired, wire } from '../../../lambda/runtime/wiring.ts';
import { startMailCloud } from '../../mail/mail-cloud.ts';
import {
  askForChange,
  changePhone,
  foundBy,
  linkNumber,
  type Person,
  putTerm,
  registerAgain,
  registered,
  verify,
} from './indexed-people.ts';

const day = 86_400_000;
let cloud: Awaited<ReturnType<typeof startMailCloud>>;
let policy: PolicyVersion;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T00:00:00Z') });
  cloud = await startMailCloud();
  const file = readFileSync(join(import.meta.dirname, '../../../policy/first-version.json'), 'utf8');
  policy = await publishFirstVersion(wire(), JSON.parse(file), {
    id: 'system:operator',
    requestId: 'request-0',
  });
});
afterAll(async () => {
  vi.useRealTimers();
  await cloud.stop();
});

const minutesLater = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
const newProcess = (): Wired => createWiring(readEnvironment());
const newRotator = () => rotationOf(newProcess(), readEnvironment());

/** Rows by what they are known by. */
async function indexRows() {
  const rows = await cloud.items('records');
  return rows.filter(({ pk }) => /^(EML|PHN|REF)#/.test(pk?.S ?? '')).map(({ pk }) => pk?.S?.slice(4) ?? '');
}

describe('the index key', () => {
  it('rotates while everything goes on: nobody is lost, and in the end nothing is under the old version', async () => {
    const [one, two, three] = [newProcess(), newProcess(), newProcess()] as const;
    const processes = [one, two, three];
    const people: Person[] = [];
    for (const process of processes) {
      const person = await registered(process, policy);
      await linkNumber(process, person);
      people.push(person);
    }
    const [first, , sleeper] = people;
    if (!first || !sleeper) throw new Error('people');
    await verify(one, first);
    const expiresAt = new Date(Date.now() + 900 * day);
    await putTerm(one, first.numbers[0] ?? '', 'example.vn', expiresAt);

    expect(await queueRotations(newRotator())).toBe(0);
    vi.setSystemTime(Date.now() + (limits.indexKeyDays - 1) * day);
    expect(await queueRotations(newRotator())).toBe(2);
    vi.setSystemTime(Date.now() + day);
    // What they know is of different ages, and stays so.
    for (const process of processes) {
      await process.blindIndex.ready();
      minutesLater(4);
    }
    const jobId = rotationId('index', 2);
    const clock = newRotator();
    expect(await queueRotations(clock)).toBe(1);
    expect(await queueRotations(clock)).toBe(0);

    const seen: string[] = [];
    let changing: Awaited<ReturnType<typeof askForChange>> | undefined;
    let changedAt = 0;
    for (let round = 0; ; round++) {
      const job = await clock.jobs.load(jobId);
      if (!job || job.state === 'DONE') break;
      expect(job.state).toBe('QUEUED');
      if (round > 200) throw new Error('the rotation does not come to its end');
      seen.push(rotationReportOf(job).step);
      const process = processes[round % 3] ?? one;
      const other = processes[(round + 1) % 3] ?? two;
      // A stranger asks for the address that somebody has proven; it stays theirs.
      const stranger = await registered(process, policy, first.email);
      await expect(verify(other, stranger)).rejects.toMatchObject({ code: 'LINK_INVALID' });
      // The same request at two processes is one.
      const person = await registered(process, policy);
      expect(await registerAgain(other, policy, person)).toBe(person.id);
      people.push(person);
      await linkNumber(other, person);
      if (round % 2 === 0) await verify(other, person);
      await changePhone(process, people[round % people.length] ?? person);
      if (changing && Date.now() - changedAt < day) {
        await changing(other);
        changing = undefined;
      } else {
        changedAt = Date.now();
        if (!person.isVerified) await verify(process, person);
        changing = await askForChange(process, person);
      }
      minutesLater(1);
      for (const each of processes)
        for (const somebody of people) {
          const { address, ...found } = await foundBy(each, somebody);
          expect(found).toEqual({
            subject: somebody.id,
            phone: [somebody.id],
            numbers: somebody.numbers.map(() => somebody.id),
          });
          // Strangers claim the first one's address; claims that were not confirmed expire.
          if (somebody.isVerified) expect(address).toEqual([somebody.id]);
        }
      await putTerm(other, first.numbers[0] ?? '', 'example.vn', new Date(expiresAt.getTime() + round * day));
      // One run of the job: killed by the end of its time, so that it keeps what it found after each piece.
      const rotator = newRotator();
      await workOnJob(rotator, (given) => rotateKeys(rotator, given), { jobId, until: new Date() });
      const next = await clock.jobs.load(jobId);
      if (next?.leaseUntil !== undefined) vi.setSystemTime(Math.max(Date.now(), Date.parse(next.leaseUntil)));
    }
    expect([...new Set(seen), 'DONE']).toEqual(rotationSteps);

    const keys = new Set((await cloud.items('keys')).map(({ pk }) => pk?.S));
    expect(keys).not.toContain('INDEX#000001');
    expect(keys).toContain('INDEX#000002');
    const index = await newRotator().rotationKeys.indexUnder([2]);
    const known = new Set(
      people.flatMap(({ email, phone, numbers }) => [
        index.of('email', email),
        index.of('phone', phone),
        ...numbers.map((number) => index.of('reference', `billing ${number}`)),
      ]),
    );
    const rows = await cloud.items('records');
    // Strangers and one change under way: their addresses are nobody's yet.
    const proven = rows.filter(({ kind }) => /^(EMAIL_OWNER|REFERENCE)$/.test(kind?.S ?? ''));
    expect(proven.length).toBeGreaterThan(people.length);
    expect(proven.filter(({ pk }) => !known.has(pk?.S?.slice(4) ?? ''))).toEqual([]);
    const contacts = rows.filter(({ kind }) => kind?.S === 'CONTACT_STATE');
    expect(contacts.length).toBeGreaterThan(people.length);
    expect(contacts.filter(({ emailIndexes }) => emailIndexes?.L?.length !== 1)).toEqual([]);
    const open = rows.filter(
      ({ kind, changeState }) => kind?.S === 'EMAIL_CHANGE' && changeState?.S === 'PENDING',
    );
    expect(open.filter(({ emailIndexes }) => emailIndexes?.L?.length !== 1)).toEqual([]);
    const terms = rows.filter(({ kind }) => kind?.S === 'SERVICE_TERM');
    expect(terms).toHaveLength(1);

    minutesLater(16);
    const before = cloud.kmsUses();
    for (const each of [...processes, newProcess()])
      for (const somebody of people)
        expect(await foundBy(each, somebody)).toMatchObject({ subject: somebody.id, phone: [somebody.id] });
    const old = (uses: Record<string, number>) =>
      Object.entries(uses).filter(([use]) => use.includes('"blind-index"') && use.includes('"version":"1"'));
    expect(old(cloud.kmsUses())).toEqual(old(before));
    expect(await indexRows()).toContain(index.of('phone', sleeper.phone));

    // A job that a restored Records table brought back finds nothing to do.
    const done = await clock.jobs.load(jobId);
    if (!done) throw new Error('a job');
    for (const step of ['MOVE', 'CONFIRM'] as const) {
      let steps = 0;
      const report = { ...rotationReportOf(done), step };
      for await (const { isDone, resumeAt } of rotateKeys(newRotator(), { ...done, report })) {
        if (resumeAt !== undefined) vi.setSystemTime(Date.parse(resumeAt));
        if (isDone) break;
        if (++steps > 20) throw new Error('it does not end');
      }
    }
    for (const somebody of people)
      expect(await foundBy(newProcess(), somebody)).toMatchObject({ subject: somebody.id });
  }, 240_000);

  it('stays long enough for everything that carries an index and is not made anew', () => {
    const { indexOverlapDays } = limits;
    const { emailChangeLinkDays, informationDays, quarantineDays, inboundKeepDays, correspondentDays } =
      limits;
    expect(indexOverlapDays).toBeGreaterThanOrEqual(Math.max(emailChangeLinkDays, informationDays));
    expect(indexOverlapDays).toBeGreaterThanOrEqual(Math.max(quarantineDays, inboundKeepDays));
    expect(indexOverlapDays).toBeGreaterThanOrEqual(correspondentDays / 2);
    expect(indexOverlapDays).toBeGreaterThanOrEqual(tables.records.restoreDays);
    expect(limits.indexKeyDays).toBeGreaterThan(2 * indexOverlapDays);
  });
});
