import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import type { Log } from '../ports/log.ts';
import { type AnchorHeadsDeps, anchorHeads } from './anchor-heads.ts';
import type { AuditArchive, AuditTableSource } from './audit-sources.ts';
import { type Reconciliation, reconcile, reconciliationShape } from './reconcile.ts';

/**
 * The job that closes a day of the audit trail: lane by lane, what the stream lost is copied to the archive; then the ends of its
 * lanes are anchored. That the two differ is told before the anchor makes the day a closed one.
 * @throws RangeError when the day's lanes are not closed yet
 */
export async function* closeDay(
  deps: AnchorHeadsDeps & {
    readonly table: AuditTableSource;
    readonly archive: AuditArchive;
    readonly log: Log;
  },
  job: Job,
): AsyncGenerator<JobStep> {
  let known: Reconciliation = reconciliationShape.parse(job.report);
  for await (const next of reconcile(deps, known)) {
    known = next;
    yield { report: { ...known }, isDone: false };
  }
  const wrong = known.notInTable + known.different;
  if (wrong > 0) deps.log.error(alarmingLogLines.auditNotReconciled.event, { jobId: job.id, count: wrong });
  const { state } = await anchorHeads(deps, { day: known.day });
  if (state === 'TOO_EARLY') throw new RangeError('A day is closed after its last lane.');
  deps.log.info('audit_day_closed', { jobId: job.id, count: known.rows });
  yield { report: { ...known }, isDone: true };
}
