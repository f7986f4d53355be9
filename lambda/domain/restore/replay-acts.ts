import { createSecretKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import type { AuditArchive } from '../audit/audit-sources.ts';
import { rowFault } from '../audit/chained-row.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { dayAfter, dayOf } from '../audit/lane-place.ts';
import type { AuditAction } from '../audit/row.ts';
import { auditRowOf } from '../audit/row-facts.ts';
import { type StoredRow, textOf } from '../audit/stored-row.ts';
import { type ReplayDeps, replayLedger } from '../erasure/replay-ledger.ts';
import { DomainError } from '../errors.ts';
import type { Job, JobReport } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import { reread } from '../reread.ts';
import { areSame, type Behind, type TableIds } from './ledger-marker.ts';
import type { ReplayActDeps } from './replayed-act.ts';
import { replayedActs } from './replayed-acts.ts';

export type ReplayActsDeps = ReplayActDeps &
  ReplayDeps & {
    readonly archive: Pick<AuditArchive, 'lanesSeen' | 'rows'>;
    /** The audit's MAC key, 32 bytes. */
    readonly macKey: () => Promise<Uint8Array>;
    readonly tableIds: () => Promise<TableIds>;
  };

const by = 'keeping';
const again = { STALE_REVISION: 20 };
const shape = z.object({
  /** The day at hand, and its last lane that is done; empty before the first. */
  day: z.string(),
  lane: z.string(),
  replayed: z.int(),
  /** Rows that are not what was written. */
  faults: z.int(),
});
type Report = z.infer<typeof shape> & JobReport;

/**
 * Brings restored tables up to what happened since: the erasures of the ledger first, whose gates close at once; then, lane by lane of
 * the archived trail, every act by which somebody refused, restricted, held, revoked or ended something. What stands already writes
 * nothing, so a run that is killed is repeated from the lane it was at. With the last, the marker says that these tables are whole, and
 * they are served again.
 */
export async function* replayActs(deps: ReplayActsDeps, job: Job): AsyncGenerator<JobStep> {
  const behind = (await deps.ledgerMarker.load())?.behind;
  let report = shape.safeParse(job.report).data ?? begun(behind, job);
  // It was done, or other tables were put in place: those have a job of their own.
  if (behind?.jobId !== job.id) return yield { report, isDone: true };
  const from = behind.erasuresSince;
  await replayLedger(deps, { by, ...(from !== undefined && { from }) });
  const macKey = createSecretKey(await deps.macKey());
  const until = job.requestedAt;
  const since = behind.actsSince;
  while (since !== undefined && report.day <= dayOf(until)) {
    const { day } = report;
    for (const lane of await lanesBehind(deps, day, report.lane)) {
      for await (const row of deps.archive.rows(lane, [day])) {
        const outcome = await replay(deps, row, { since, until, macKey, lane });
        if (outcome === 'REPLAYED') report = { ...report, replayed: report.replayed + 1 };
        if (outcome === 'FAULT') report = { ...report, faults: report.faults + 1 };
      }
      report = { ...report, lane };
      yield { report, isDone: false };
    }
    report = { ...report, day: dayAfter(day), lane: '' };
    yield { report, isDone: false };
  }
  if (report.faults > 0)
    deps.log.error(alarmingLogLines.auditNotIntact.event, { jobId: job.id, count: report.faults });
  await open(deps, job);
  deps.log.info('acts_replayed', { jobId: job.id, count: report.replayed });
  yield { report, isDone: true };
}

const begun = (behind: Behind | undefined, job: Job): Report => ({
  day: dayOf(behind?.actsSince ?? job.requestedAt),
  ...{ lane: '', replayed: 0, faults: 0 },
});

async function lanesBehind(
  { archive }: Pick<ReplayActsDeps, 'archive'>,
  day: string,
  after: string,
): Promise<readonly string[]> {
  const lanes: string[] = [];
  for await (const lane of archive.lanesSeen(day)) if (lane > after) lanes.push(lane);
  return lanes.sort((one, other) => (one < other ? -1 : 1));
}

interface Looking {
  readonly since: string;
  readonly until: string;
  readonly macKey: KeyObject;
  readonly lane: string;
}

/** One row of the archive. A row that is not what was written is acted upon by nobody. */
async function replay(
  deps: ReplayActsDeps,
  stored: StoredRow,
  { since, until, macKey, lane }: Looking,
): Promise<'REPLAYED' | 'STANDS' | 'FAULT'> {
  const act = replayedActs[textOf(stored, 'action') as AuditAction];
  const row = act && auditRowOf(stored);
  if (!row || row.at < since || row.at > until) return 'STANDS';
  if (rowFault(stored, macKey) || row.lane !== lane) return 'FAULT';
  if (row.outcome !== 'ALLOWED') return 'STANDS';
  return reread(again, async () => {
    const writes = await act(deps, { ...row, since });
    if (writes.length === 0) return 'STANDS';
    const { action: code, customerId, reference, fields, mailId } = row;
    const facts = {
      ...(customerId !== undefined && { customerId }),
      ...(reference !== undefined && { reference }),
      ...(fields !== undefined && { fields }),
      ...(mailId !== undefined && { mailId }),
    };
    const entry = systemEntryOf(by, deps.random.id(), { action: 'REPLAY_LEDGER', code, ...facts });
    await deps.commit(writes, [entry]);
    return 'REPLAYED';
  });
}

/** From here on these are the tables that are served. @throws DomainError WRONG_STATE when they were exchanged meanwhile */
async function open(deps: ReplayActsDeps, { id }: Job): Promise<void> {
  await reread(again, async () => {
    const [marker, tables] = await Promise.all([deps.ledgerMarker.load(), deps.tableIds()]);
    if (marker?.behind?.jobId !== id || !areSame(marker.behind.tables, tables))
      throw new DomainError('WRONG_STATE');
    const after = { ...marker, tables, checkedAt: deps.now().toISOString(), behind: undefined };
    await deps.commit([deps.ledgerMarker.put(marker, after)], []);
  });
}
