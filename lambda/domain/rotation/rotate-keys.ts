import { DomainError } from '../errors.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import { destroyKey } from './destroy-key.ts';
import { type MoveVersionsDeps, moveVersions } from './move-versions.ts';
import { restOf } from './rotating-key.ts';
import type { RotationPorts } from './rotation-ports.ts';
import { type RotationReport, rotationReportOf } from './rotation-report.ts';
import { type WalkDeps, walkOn } from './walk-on.ts';

export type RotateDeps = MoveVersionsDeps & WalkDeps & Pick<RotationPorts, 'keyTable' | 'rotationKeys'>;

/**
 * The job that replaces the KEK of a class, or the key of the blind indexes that rotate, while everything goes on. At no instant is there a
 * process that meets a version which it cannot find: all can read the next one before any writes it, and all have stopped looking for the old
 * one before it goes. Each step bears being repeated; between two of them the job rests.
 * @throws DomainError INTEGRITY_VIOLATION at the end of a walk in which something could not be read: then nothing is destroyed
 */
export async function* rotateKeys(deps: RotateDeps, job: Job): AsyncGenerator<JobStep> {
  let report = rotationReportOf(job);
  while (report.step !== 'DONE') {
    if (report.notBefore !== undefined && report.notBefore > deps.now().toISOString()) {
      yield { report, isDone: false, resumeAt: report.notBefore };
      continue;
    }
    report = await stepOf(deps, job.id, report);
    yield { report, isDone: report.step === 'DONE' };
  }
  deps.log.info('key_rotated', { jobId: job.id, count: report.moved });
  yield { report, isDone: true };
}

async function stepOf(deps: RotateDeps, jobId: string, report: RotationReport): Promise<RotationReport> {
  switch (report.step) {
    case 'ANNOUNCE':
      await deps.rotationKeys.make(report.key, report.version);
      return moveVersions(deps, jobId, report);
    case 'SWITCH':
    case 'FORGET':
      return moveVersions(deps, jobId, report);
    case 'MOVE':
      return afterWalk(deps, await walkOn(deps, jobId, report), 'FORGET');
    case 'CONFIRM':
      return afterWalk(deps, await walkOn(deps, jobId, report), 'DESTROY');
    case 'DESTROY':
      return destroyKey(deps, jobId, report);
    case 'DONE':
      return report;
  }
}

/** What follows a page of a walk: the next one, another walk, or the next step once a whole walk found nothing to change. */
function afterWalk(
  deps: Pick<RotateDeps, 'now'>,
  walked: RotationReport,
  next: 'FORGET' | 'DESTROY',
): RotationReport {
  if (walked.cursor !== undefined) return walked;
  if (walked.unreadable > 0) throw new DomainError('INTEGRITY_VIOLATION');
  const again = { ...walked, changed: 0 };
  const rested = new Date(deps.now().getTime() + restOf(walked.key)).toISOString();
  if (walked.changed === 0)
    return next === 'FORGET' ? { ...again, step: next, notBefore: rested } : { ...again, step: next };
  // What CONFIRM finds under an old epoch was brought back from a backup: as long as that can happen, the epoch stays.
  const isBack = next === 'DESTROY' && walked.key !== 'index';
  return isBack ? { ...again, step: 'FORGET', notBefore: rested } : again;
}
