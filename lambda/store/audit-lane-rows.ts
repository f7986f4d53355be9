import { createSecretKey } from 'node:crypto';
import { chainedRow } from '../domain/audit/chained-row.ts';
import { type LaneClaim, laneOpening } from '../domain/audit/lane-opening.ts';
import { dayOf, dayShardOf, seqText, shardOf } from '../domain/audit/lane-place.ts';
import type { AuditEntry } from '../domain/audit/row.ts';
import { factsOf } from '../domain/audit/row-facts.ts';
import { type StoredRow, type StoredValue, textOf } from '../domain/audit/stored-row.ts';
import type { Random } from '../domain/ports/random.ts';
import { originNonceBytes, sealOrigin } from './audit-origin.ts';

/** The audit's own keys, 32 bytes each, cached by whoever gives them. */
export interface AuditKeys {
  /** One, for ever: a row must verify as long as it is kept. */
  macKey(): Promise<Buffer>;
  /** Of a UTC month, `YYYY-MM`. */
  originKey(month: string): Promise<Buffer>;
}

/** Where a lane stands: its last known row. `seq` 0: it is not known to exist yet. */
export interface LaneHead {
  readonly lane: string;
  readonly seq: number;
  readonly hash: string;
}

/** The rows that follow a lane's head, and the head they lead to. */
export interface LaneRows {
  readonly rows: readonly StoredRow[];
  readonly head: LaneHead;
}

/**
 * The rows that entries become: chained one behind the other, each a row's facts, its index attributes and its sealed origin. A
 * lane that does not exist yet is opened with them.
 */
export async function rowsBehind(
  deps: { readonly auditKeys: AuditKeys; readonly random: Pick<Random, 'bytes'> },
  head: LaneHead,
  claims: readonly LaneClaim[],
  entries: readonly AuditEntry[],
  at: Date,
): Promise<LaneRows> {
  const instant = at.toISOString();
  const originMonth = instant.slice(0, 7);
  const sealing = entries.some((entry) => entry.origin !== undefined);
  const [macBytes, originBytes] = await Promise.all([
    deps.auditKeys.macKey(),
    sealing ? deps.auditKeys.originKey(originMonth) : undefined,
  ]);
  const macKey = createSecretKey(macBytes);
  const originKey = originBytes && createSecretKey(originBytes);
  // Drawn once for all rows: each draw costs as much as sealing itself.
  const nonces = deps.random.bytes(sealing ? originNonceBytes * entries.length : 0);
  const { lane } = head;
  const dayShard = dayShardOf(dayOf(at), shardOf(lane));
  const rows: StoredRow[] = [];
  let { seq, hash: prevHash } = head;
  if (seq === 0) {
    const { registered, first } = laneOpening(lane, at, claims, macKey);
    rows.push(registered, first);
    seq = 1;
    prevHash = textOf(first, 'hash');
  }
  for (const [n, entry] of entries.entries()) {
    seq += 1;
    const place = { lane, seq: seqText(seq) };
    const row = chainedRow(
      {
        ...place,
        ...wellFormed(factsOf(entry)),
        at: `${instant}#${lane}#${place.seq}`,
        dayShard,
        prevHash,
        ...(originKey &&
          entry.origin && {
            originMonth,
            origin: sealOrigin(originKey, nonceAt(nonces, n), place, entry.origin),
          }),
      },
      macKey,
    );
    prevHash = textOf(row, 'hash');
    rows.push(row);
  }
  return { rows, head: { lane, seq, hash: prevHash } };
}

const nonceAt = (nonces: Uint8Array, n: number) =>
  nonces.subarray(n * originNonceBytes, (n + 1) * originNonceBytes);

/** Half a surrogate pair has no UTF-8: what is hashed must be what is stored. */
function wellFormed(facts: StoredRow): StoredRow {
  if (Object.values(facts).every(isWellFormed)) return facts;
  const mend = (value: StoredValue) =>
    typeof value === 'string' ? value.toWellFormed() : value.map((text) => text.toWellFormed());
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, mend(value)]));
}

const isWellFormed = (value: StoredValue): boolean =>
  typeof value === 'string' ? value.isWellFormed() : value.every((text) => text.isWellFormed());
