import type { AuditTableSource } from './audit-sources.ts';
import type { Finding } from './findings.ts';
import { type LaneClaim, parseClaim } from './lane-opening.ts';
import { listOf, type StoredRow, seqOf, textOf } from './stored-row.ts';

/** Whether the lanes before one ended as it says: the last row is there, is that one, and is the last if the lane was closed. */
export async function verifyClaims(
  table: Pick<AuditTableSource, 'rowsFrom'>,
  day: string,
  registered: StoredRow,
  found: (finding: Finding) => void,
): Promise<void> {
  for (const text of listOf(registered, 'opens')) {
    const claim = parseClaim(text);
    if (!claim || claim.seq === 0) continue;
    const kind = claimFault(claim, await table.rowsFrom(claim.lane, claim.seq, 2));
    const seq = claim.seq + (kind === 'GROWN_AFTER_CLOSE' ? 1 : 0);
    if (kind) found({ kind, day, lane: claim.lane, seq, source: 'TABLE' });
  }
}

function claimFault(claim: LaneClaim, rows: readonly StoredRow[]): Finding['kind'] | undefined {
  const [last, behind] = rows;
  if (!last) return 'LOST_TAIL';
  if (seqOf(last) !== claim.seq) return 'MISSING';
  if (textOf(last, 'hash') !== claim.hash) return 'CHANGED';
  return behind && claim.why === 'ROTATED' ? 'GROWN_AFTER_CLOSE' : undefined;
}
