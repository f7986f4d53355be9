import { hash } from 'node:crypto';
import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import { isFirstToday } from '../first-today.ts';
import type { LedgerFound } from '../ports/erasures.ts';
import type { Ports } from '../ports.ts';
import type { LedgerMarker } from '../restore/ledger-marker.ts';
import { milliseconds } from '../span.ts';
import type { ErasurePorts } from './erasure-ports.ts';
import { type ReplayErasureDeps, replayErasure } from './replay-erasure.ts';

export type ReplayDeps = ReplayErasureDeps &
  Pick<Ports, 'ledger' | 'counters'> &
  Pick<ErasurePorts, 'ledgerMarker'>;

/**
 * Brings the tables up to the ledger: an erasure that they do not know of, or whose keys are there again, is carried out again from its first
 * step. An entry has the instant of its erasure's row, which is taken before that row is committed: tables hold all erasures from a margin
 * before their marker back, or have them under way; what comes after is looked at. The marker moves to the instant of the look when it met an
 * erasure, so that none is looked at for longer than the margin. Called every minute, it costs a read and a list, and begins within that
 * minute of a restore; called with an earlier place, it looks from there, as after a restore of the keys alone.
 *
 * What the product did not write is passed by and wakes someone, once a day each. What it wrote and cannot read or carry out is passed by as
 * well, but the marker stays before it.
 * @param given.from look from this instant on at the latest, whatever the marker says
 * @returns how many were begun again
 * @throws what the first of those threw that could not be begun; the others were
 */
export async function replayLedger(
  deps: ReplayDeps,
  given: { readonly by: string; readonly from?: string },
): Promise<number> {
  const marker = await deps.ledgerMarker.load();
  // Before the look: what is entered during it may not be seen.
  const now = deps.now();
  const count = { begun: 0, met: 0, left: 0 };
  let failure: { readonly cause: unknown } | undefined;
  for await (const found of deps.ledger.since(fromWhere(marker, now, given.from))) {
    const outcome = await replay(deps, found, given.by).catch((cause: unknown) => {
      failure ??= { cause };
      return 'LEFT' as const;
    });
    if (outcome === 'LEFT') count.left += 1;
    if (outcome === 'BEGUN') count.begun += 1;
    if (outcome === 'BEGUN' || outcome === 'STANDS') count.met += 1;
  }
  if (marker && count.met > 0 && count.left === 0) await moveMarker(deps, marker, now.toISOString());
  if (failure) throw failure.cause;
  return count.begun;
}

/** What a marker says of a time to come says nothing: then everything is looked at. */
function fromWhere(marker: LedgerMarker | undefined, now: Date, given: string | undefined): string {
  const at = Date.parse(marker?.place?.slice(0, now.toISOString().length) ?? '');
  const isKnown = at <= now.getTime();
  const own = isKnown ? at - milliseconds({ minutes: limits.ledgerMarginMinutes }) : 0;
  return new Date(given === undefined ? own : Math.min(own, Date.parse(given))).toISOString();
}

async function replay(
  deps: ReplayDeps,
  found: LedgerFound,
  by: string,
): Promise<'BEGUN' | 'STANDS' | 'FORGED' | 'LEFT'> {
  if ('fault' in found) {
    await tell(deps, found.place, found.fault);
    return found.fault === 'FORGED' ? 'FORGED' : 'LEFT';
  }
  const outcome = await replayErasure(deps, found.entry, by);
  if (outcome !== 'UNKNOWN') return outcome;
  await tell(deps, found.place, outcome);
  return 'LEFT';
}

/** Of names only those in the form of ours are told: others may say anything. */
async function tell(deps: ReplayDeps, place: string, code: string): Promise<void> {
  if (!(await isFirstToday(deps, `ledger-${hash('sha256', place, 'base64url')}`))) return;
  const isOurs = /^[\d:.TZ-]{24}-[0-9A-Z]{10}-[0-9A-Z]{26}\.json$/.test(place);
  const lane = isOurs ? place.replace('.json', '').replace(/[:.]/g, '-') : 'unnamed';
  deps.log.error(alarmingLogLines.integrityViolation.event, { operation: 'replayLedger', code, lane });
}

/** Somebody else may have moved it: then the next minute looks at the same again. */
async function moveMarker(
  deps: Pick<ReplayDeps, 'ledgerMarker' | 'commit'>,
  before: LedgerMarker,
  place: string,
): Promise<void> {
  try {
    await deps.commit([deps.ledgerMarker.put(before, { ...before, place })], []);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'STALE_REVISION') throw error;
  }
}
