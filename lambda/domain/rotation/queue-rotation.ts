import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { DomainError } from '../errors.ts';
import { changedJob, isFinished, type Job } from '../jobs/job.ts';
import { afresh, newJob } from '../jobs/queue-job.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { milliseconds } from '../span.ts';
import type { KeyVersions } from '../stored-keys.ts';
import { daysOf, familyOf, knownByAll, type RotatingKey, restOf, rotatingKeys } from './rotating-key.ts';
import type { RotationPorts } from './rotation-ports.ts';
import { newRotation } from './rotation-report.ts';

type Deps = Pick<Ports, 'jobs' | 'commit' | 'now' | 'log'> & {
  readonly keyTable: Pick<RotationPorts['keyTable'], 'loadVersions'>;
};

const hour = milliseconds({ hours: 1 });
/** A rotation takes so much longer than it rests before somebody is woken. */
const lateAfter = milliseconds({ days: 3 });

/**
 * Has every key rotated whose current version is old: one job for each, named by what it leads to, so that there are never two at once.
 * One that was given up is begun again where it stood after an hour; one whose work a restored table undid begins anew. Called as often as one likes.
 * @returns how many were queued
 */
export async function queueRotations(deps: Deps): Promise<number> {
  let queued = 0;
  for (const key of rotatingKeys) {
    const versions = await deps.keyTable.loadVersions(familyOf(key));
    if (versions && (await queueRotation(deps, key, versions))) queued += 1;
  }
  return queued;
}

/** The rotation to a version. */
export const rotationId = (key: RotatingKey, version: number): string =>
  `ROTATE_KEYS-${key.toUpperCase()}-${version}`;

async function queueRotation(deps: Deps, key: RotatingKey, versions: KeyVersions): Promise<boolean> {
  const now = deps.now();
  const { current, alsoRead } = versions;
  const last = current > 1 ? await deps.jobs.load(rotationId(key, current)) : undefined;
  if (last && (!isFinished(last) || last.state === 'FAILED' || alsoRead.includes(current - 1)))
    return commit(deps, goOn(deps, last, newRotation(key, current)));
  const isOld =
    versions.since === undefined ||
    Date.parse(versions.since) + milliseconds({ days: daysOf(key) }) <= now.getTime();
  if (!isOld) return false;
  const id = rotationId(key, current + 1);
  const report = newRotation(key, current + 1);
  const next = await deps.jobs.load(id);
  if (next) return commit(deps, goOn(deps, next, report));
  const job = newJob({ id, type: 'ROTATE_KEYS', requestedBy: 'system:clock', report }, now);
  return commit(deps, deps.jobs.insert(job));
}

/** What a job that there is needs: nothing while it is at work or rests. */
function goOn(deps: Deps, job: Job, anew: ReturnType<typeof newRotation>): readonly Write[] {
  const now = deps.now().getTime();
  const expected = restOf(anew.key) + 3 * knownByAll + lateAfter;
  if (job.state !== 'DONE' && now > Date.parse(job.requestedAt) + expected)
    deps.log.error(alarmingLogLines.keyRotationLate.event, { jobId: job.id });
  if (!isFinished(job)) return [];
  if (job.state === 'FAILED' && now - Date.parse(job.finishedAt ?? '') < hour) return [];
  const again = job.state === 'DONE' ? { requestedAt: deps.now().toISOString(), report: anew } : {};
  return [deps.jobs.replace(job, changedJob(job, { ...afresh(deps.now()), ...again }))];
}

async function commit(deps: Deps, writes: readonly Write[]): Promise<boolean> {
  if (writes.length === 0) return false;
  try {
    await deps.commit(writes, []);
    return true;
  } catch (error) {
    // Another run of the clock was faster.
    if (error instanceof DomainError && error.code === 'STALE_REVISION') return false;
    throw error;
  }
}
