import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import { tables as declared } from '../../declared/tables.ts';
import { DomainError } from '../errors.ts';
import { changedJob } from '../jobs/job.ts';
import { afresh, newJob } from '../jobs/queue-job.ts';
import type { Ports } from '../ports.ts';
import { before } from '../span.ts';
import {
  areSame,
  type Behind,
  type LedgerMarker,
  type LedgerMarkerStore,
  type TableIds,
} from './ledger-marker.ts';

export type CompareTablesDeps = Pick<Ports, 'now' | 'random' | 'commit' | 'jobs' | 'log'> & {
  readonly ledgerMarker: LedgerMarkerStore;
  readonly tableIds: () => Promise<TableIds>;
};

/**
 * Says in the marker, every minute, that these are the tables in use. Where the marker is that of other tables, these were restored: a
 * job is queued that replays what they do not know of, and until it is done nobody is served.
 * @param given.restoredTo an operator says that rows of these very tables were set back to this instant
 */
export async function compareTables(
  deps: CompareTablesDeps,
  given: { readonly by: string; readonly restoredTo?: string | undefined },
): Promise<'CURRENT' | 'BEHIND'> {
  try {
    return await compare(deps, given);
  } catch (error) {
    // Somebody else wrote the marker in between: what it says now is for the next minute, and nothing is sent until then.
    if (error instanceof DomainError && error.code === 'STALE_REVISION') return 'BEHIND';
    throw error;
  }
}

async function compare(
  deps: CompareTablesDeps,
  { by, restoredTo }: { readonly by: string; readonly restoredTo?: string | undefined },
): Promise<'CURRENT' | 'BEHIND'> {
  const [marker, tables] = await Promise.all([deps.ledgerMarker.load(), deps.tableIds()]);
  const checkedAt = deps.now().toISOString();
  const isUnderWay = marker?.behind !== undefined && areSame(marker.behind.tables, tables);
  const isCurrent = marker === undefined || (marker.behind === undefined && areSame(marker.tables, tables));
  if (restoredTo === undefined && isCurrent) {
    const after = { place: undefined, behind: undefined, ...marker, tables, checkedAt };
    await deps.commit([deps.ledgerMarker.put(marker, after)], []);
    return 'CURRENT';
  }
  deps.log.error(alarmingLogLines.tablesBehindLedger.event, {});
  if (restoredTo === undefined && isUnderWay) await goOn(deps, marker.behind.jobId);
  else await begin(deps, by, marker, { tables, checkedAt, restoredTo });
  return 'BEHIND';
}

async function begin(
  deps: CompareTablesDeps,
  by: string,
  marker: LedgerMarker | undefined,
  found: { readonly tables: TableIds; readonly checkedAt: string; readonly restoredTo: string | undefined },
): Promise<void> {
  const { tables, checkedAt, restoredTo } = found;
  const jobId = `REPLAY_ACTS-${deps.random.id()}`;
  const since = sinceWhen(deps.now(), marker, tables, restoredTo);
  const behind: Behind = { jobId, tables, ...since };
  const before = { place: undefined, tables, checkedAt, ...marker };
  const job = { id: jobId, type: 'REPLAY_ACTS', requestedBy: `system:${by}` } as const;
  await deps.commit(
    [deps.ledgerMarker.put(marker, { ...before, behind }), ...deps.jobs.insert(newJob(job, deps.now()))],
    [],
  );
}

/** From when on something may be missing. What a replay before this one did not come to is still to be done. */
function sinceWhen(
  now: Date,
  marker: LedgerMarker | undefined,
  tables: TableIds,
  restoredTo: string | undefined,
): Pick<Behind, 'actsSince' | 'erasuresSince'> {
  const earlier = marker?.behind;
  if (restoredTo !== undefined)
    return {
      actsSince: first(restoredTo, earlier?.actsSince),
      erasuresSince: first(restoredTo, earlier?.erasuresSince),
    };
  // Clocks of processes differ, and what is being written ends later than it began.
  const checked = marker && back(marker.checkedAt, limits.restoreSlackSeconds);
  const ofKeys = back(now.toISOString(), (declared.keys.restoreDays + 1) * 86_400);
  return {
    actsSince:
      marker?.tables.records === tables.records ? earlier?.actsSince : first(checked, earlier?.actsSince),
    erasuresSince: marker?.tables.keys === tables.keys ? earlier?.erasuresSince : ofKeys,
  };
}

const back = (instant: string, seconds: number): string => before(instant, { seconds });
const first = (...instants: readonly (string | undefined)[]): string | undefined =>
  instants.filter((one) => one !== undefined).sort()[0];

/** A replay that was given up begins again where it was: nothing else opens the tables. */
async function goOn(deps: CompareTablesDeps, jobId: string): Promise<void> {
  const job = await deps.jobs.load(jobId);
  if (job?.state !== 'FAILED') return;
  await deps.commit([deps.jobs.replace(job, changedJob(job, afresh(deps.now())))], []);
}
