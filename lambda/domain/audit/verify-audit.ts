import { createSecretKey } from 'node:crypto';
import { dateBefore } from '../span.ts';
import type { AuditArchive, AuditTableSource } from './audit-sources.ts';
import { type Finding, type FindingKind, Findings } from './findings.ts';
import { dayAfter } from './lane-place.ts';
import { textOf } from './stored-row.ts';
import { type VerifyAnchorDeps, verifyAnchor } from './verify-anchor.ts';
import { verifyClaims } from './verify-claims.ts';
import { verifyLane } from './verify-lane.ts';
import { verifyRegister } from './verify-register.ts';

export interface VerifyAuditDeps extends VerifyAnchorDeps {
  readonly table: AuditTableSource;
  readonly archive: AuditArchive;
  /** The audit's MAC key, 32 bytes. */
  readonly macKey: () => Promise<Uint8Array>;
}

/** Codes and places, never values. */
export interface AuditReport {
  readonly fromDay: string;
  readonly toDay: string;
  readonly lanes: number;
  readonly rows: number;
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  /** The first hundred. */
  readonly findings: readonly Finding[];
}

/** A row is in the archive this long after it was written, or something is wrong with the stream. */
const archiving = { minutes: 60 };

/**
 * Reads the lanes opened on each of these UTC days, in the table and in the archive, and tells what does not fit. Changes nothing.
 * Memory holds the lanes of a day, and of the lane at hand one place.
 */
export async function verifyAudit(
  deps: VerifyAuditDeps,
  input: { readonly fromDay: string; readonly toDay: string },
): Promise<AuditReport> {
  const findings = new Findings();
  let lanes = 0;
  let rows = 0;
  for (let day = input.fromDay; day <= input.toDay; day = dayAfter(day)) {
    const read = await verifyDay(deps, day, (finding) => findings.add(finding));
    lanes += read.lanes;
    rows += read.rows;
  }
  return { ...input, lanes, rows, counts: findings.counts, findings: findings.first };
}

async function verifyDay(deps: VerifyAuditDeps, day: string, found: (finding: Finding) => void) {
  const macKey = createSecretKey(await deps.macKey());
  const archivedUntil = dateBefore(deps.now(), archiving);
  // Before the register is read: a lane opened meanwhile is then in the register, not among the strays.
  const seen = await lanesSeen(deps, day);
  const registered = await verifyRegister(deps, day, { macKey, archivedUntil }, found);
  const anchored = await verifyAnchor(deps, day, found);
  const known = new Set([...registered.keys(), ...(await registeredOn(deps, dayAfter(day, -1)))]);
  const strays = new Set([...seen, ...(anchored?.keys() ?? [])].filter((lane) => !known.has(lane)));
  for (const lane of strays) found({ kind: 'UNREGISTERED_LANE', day, lane });
  const days = [day, dayAfter(day)];
  let rows = 0;
  for (const lane of [...registered.keys(), ...strays]) {
    const register = registered.get(lane);
    const head = anchored?.get(lane);
    if (anchored && register && !head) found({ kind: 'NOT_ANCHORED', day, lane, source: 'ANCHOR' });
    const sources = { table: deps.table.rows(lane, days), archive: deps.archive.rows(lane, days) };
    const expected = { lane, day, registered: register, anchored: head, archivedUntil };
    rows += await verifyLane(expected, sources, macKey, found);
    if (register) await verifyClaims(deps.table, day, register, found);
  }
  return { lanes: registered.size + strays.size, rows };
}

async function lanesSeen(deps: VerifyAuditDeps, day: string): Promise<Set<string>> {
  const lanes = new Set<string>();
  for await (const lane of deps.archive.lanesSeen(day)) lanes.add(lane);
  for await (const lane of deps.table.lanesSeen(day)) lanes.add(lane);
  return lanes;
}

async function registeredOn(deps: VerifyAuditDeps, day: string): Promise<Set<string>> {
  const lanes = new Set<string>();
  for (const source of [deps.archive, deps.table])
    for await (const row of source.register(day)) lanes.add(textOf(row, 'seq'));
  return lanes;
}
