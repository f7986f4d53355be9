import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import type { Log } from '../ports/log.ts';
import type { AuditArchive } from './audit-sources.ts';
import type { FindingKind } from './findings.ts';
import { firstDay } from './first-day.ts';
import { dayAfter, dayOf } from './lane-place.ts';
import { type VerificationReport, verificationReportOf } from './verification-report.ts';
import { type VerifyAuditDeps, verifyAudit } from './verify-audit.ts';

type Deps = VerifyAuditDeps & { readonly archive: AuditArchive; readonly log: Log };

/** DynamoDB items end at 400 KB; a trail that is this wrong has told enough. */
const mostFindings = 100;

/**
 * The job that verifies the audit trail: day by day from the first that the archive knows to today. A day on which something is
 * found wakes someone before the job says so.
 */
export async function* runVerification(deps: Deps, job: Job): AsyncGenerator<JobStep> {
  const today = dayOf(deps.now());
  let report = verificationReportOf(job) ?? startAt((await firstDay(deps.archive)) ?? today);
  while (report.nextDay <= today) {
    report = await addDay(deps, job.id, report);
    yield { report, isDone: false };
  }
  deps.log.info('audit_verified', { jobId: job.id, count: report.rows });
  yield { report, isDone: true };
}

function startAt(fromDay: string): VerificationReport {
  return { fromDay, nextDay: fromDay, lanes: 0, rows: 0, counts: {}, findings: [] };
}

async function addDay(deps: Deps, jobId: string, before: VerificationReport): Promise<VerificationReport> {
  const day = before.nextDay;
  const found = await verifyAudit(deps, { fromDay: day, toDay: day });
  if (found.findings.length > 0)
    deps.log.error(alarmingLogLines.auditNotIntact.event, { jobId, count: found.findings.length });
  const counts: Partial<Record<FindingKind, number>> = { ...before.counts };
  for (const [kind, count] of Object.entries(found.counts))
    counts[kind as FindingKind] = (counts[kind as FindingKind] ?? 0) + count;
  return {
    fromDay: before.fromDay,
    nextDay: dayAfter(day),
    lanes: before.lanes + found.lanes,
    rows: before.rows + found.rows,
    counts,
    findings: [...before.findings, ...found.findings].slice(0, mostFindings),
  };
}
