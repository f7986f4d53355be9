import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { DomainError } from '../errors.ts';
import type { Job, Ports } from '../ports.ts';
import type { AuditArchive } from './audit-sources.ts';
import type { Finding, FindingKind } from './findings.ts';
import { dayAfter } from './lane-place.ts';
import { type VerifyAuditDeps, verifyAudit } from './verify-audit.ts';

/** What a verification has found so far; kept in the job between two runs. */
interface Progress {
  readonly fromDay: string;
  readonly nextDay: string;
  readonly lanes: number;
  readonly rows: number;
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  readonly findings: readonly Finding[];
}

/** DynamoDB items end at 400 KB; a trail that is this wrong has told enough. */
const mostFindings = 100;

/**
 * Works on a verification that somebody asked for, day by day from the first that the archive knows to today, until it is done or
 * `until` has come; then the job goes back into the queue with what it found. Killed anywhere, it repeats a day at most.
 */
export async function runVerification(
  deps: VerifyAuditDeps & { readonly archive: AuditArchive } & Pick<Ports, 'jobs' | 'commit' | 'now' | 'log'>,
  input: { readonly jobId: string; readonly until: Date },
): Promise<void> {
  let job = await deps.jobs.load(input.jobId);
  if (!job || job.state === 'DONE' || job.state === 'FAILED') return;
  const today = deps.now().toISOString().slice(0, 10);
  let progress = progressOf(job) ?? startAt((await firstDay(deps.archive)) ?? today);
  while (progress.nextDay <= today) {
    progress = await addDay(deps, progress);
    const state = progress.nextDay > today ? 'DONE' : deps.now() >= input.until ? 'QUEUED' : 'RUNNING';
    job = await keep(deps, job, state, progress);
    if (state === 'QUEUED') return;
  }
  if (progress.findings.length > 0)
    deps.log.error(alarmingLogLines.auditNotIntact.value, { jobId: job.id, count: progress.findings.length });
  deps.log.info('audit_verified', { jobId: job.id, count: progress.rows, state: job.state });
}

function startAt(fromDay: string): Progress {
  return { fromDay, nextDay: fromDay, lanes: 0, rows: 0, counts: {}, findings: [] };
}

async function addDay(deps: VerifyAuditDeps, before: Progress): Promise<Progress> {
  const day = before.nextDay;
  const found = await verifyAudit(deps, { fromDay: day, toDay: day });
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

async function keep(
  deps: Pick<Ports, 'jobs' | 'commit' | 'now'>,
  before: Job,
  state: Job['state'],
  progress: Progress,
): Promise<Job> {
  const finishedAt = state === 'DONE' ? deps.now().toISOString() : undefined;
  const after: Job = { ...before, state, finishedAt, report: { ...progress } };
  try {
    await deps.commit([deps.jobs.replace(before, after)], []);
  } catch (error) {
    // Another run of the same job was faster; its progress is as good.
    if (!(error instanceof DomainError) || error.code !== 'STALE_REVISION') throw error;
  }
  return after;
}

/** A job's own earlier progress, written by `keep`. */
function progressOf(job: Job): Progress | undefined {
  return job.report && (job.report as unknown as Progress);
}

async function firstDay(archive: AuditArchive): Promise<string | undefined> {
  for await (const day of archive.days()) return day;
  return undefined;
}
