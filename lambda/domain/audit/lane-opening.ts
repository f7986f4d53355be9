import type { KeyObject } from 'node:crypto';
import { chainedRow, noHash } from './chained-row.ts';
import { dayOf, registerOf, seqText, shardOf } from './lane-place.ts';
import type { StoredRow } from './stored-row.ts';

/**
 * What a new lane says of one before it: where that one ended, and why it was left. `ROTATED`: it is complete. `ABANDONED`: a
 * transaction's outcome stayed unknown, so it may go on behind `seq`; `seq` 0 when it is not known to exist at all.
 */
export interface LaneClaim {
  readonly why: 'ROTATED' | 'ABANDONED';
  readonly lane: string;
  readonly seq: number;
  readonly hash: string;
}

/** `WHY lane seq hash`. */
export function claimText(claim: LaneClaim): string {
  return `${claim.why} ${claim.lane} ${claim.seq} ${claim.hash}`;
}

/** Undefined when a text is not a claim. */
export function parseClaim(text: string): LaneClaim | undefined {
  const match = /^(ROTATED|ABANDONED) ([0-9A-Z]{1,40}) (\d{1,12}) ([\w-]{0,43})$/.exec(text);
  if (!match?.[1] || !match[2] || !match[3]) return undefined;
  return {
    why: match[1] as LaneClaim['why'],
    lane: match[2],
    seq: Number(match[3]),
    hash: match[4] ?? '',
  };
}

/**
 * The two rows that open a lane: its entry in the day's register and its own first row. Both name the lanes before it; none when
 * the process has just started. Neither has an index attribute but `at`: they are not part of anybody's trail.
 */
export function laneOpening(
  lane: string,
  openedAt: Date,
  claims: readonly LaneClaim[],
  macKey: KeyObject,
): { readonly registered: StoredRow; readonly first: StoredRow } {
  const opens = claims.map(claimText);
  const at = openedAt.toISOString();
  const registered = chainedRow({ lane: registerOf(dayOf(at), shardOf(lane)), seq: lane, at, opens }, macKey);
  const first = chainedRow({ lane, seq: seqText(1), at, opens, prevHash: noHash }, macKey);
  return { registered, first };
}
