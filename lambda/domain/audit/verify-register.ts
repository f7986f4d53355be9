import type { KeyObject } from 'node:crypto';
import type { AuditSource } from './audit-sources.ts';
import { rowFault } from './chained-row.ts';
import type { Finding, FindingKind } from './findings.ts';
import { registerOf, shardOf } from './lane-place.ts';
import { type StoredRow, sameRow, textOf } from './stored-row.ts';

/** The lanes that a day's register names in either source, each with its register row. */
export async function verifyRegister(
  sources: { readonly table: Pick<AuditSource, 'register'>; readonly archive: Pick<AuditSource, 'register'> },
  day: string,
  judged: { readonly macKey: KeyObject; readonly archivedUntil: Date },
  found: (finding: Finding) => void,
): Promise<ReadonlyMap<string, StoredRow>> {
  // The archive first: what it holds is in the table by then.
  const archived = await collect(sources.archive.register(day));
  const stored = await collect(sources.table.register(day));
  const registered = new Map<string, StoredRow>();
  for (const lane of new Set([...archived.keys(), ...stored.keys()])) {
    const say = (kind: FindingKind, source?: Finding['source']) =>
      found({ kind, day, lane, ...(source && { source }) });
    const inTable = stored.get(lane);
    const inArchive = archived.get(lane);
    const row = inTable ?? inArchive;
    if (!row) continue;
    registered.set(lane, row);
    const isRecent = textOf(row, 'at') > judged.archivedUntil.toISOString();
    if (!inTable) say('MISSING', 'TABLE');
    if (!inArchive && !isRecent) say('NOT_ARCHIVED', 'ARCHIVE');
    const fault = rowFault(row, judged.macKey);
    if (fault) say(fault, inTable ? 'TABLE' : 'ARCHIVE');
    else if (inTable && inArchive && !sameRow(inTable, inArchive)) say('CHANGED');
    else if (textOf(row, 'lane') !== registerOf(day, shardOf(lane))) say('REORDERED');
  }
  return registered;
}

async function collect(rows: AsyncIterable<StoredRow>): Promise<Map<string, StoredRow>> {
  const byLane = new Map<string, StoredRow>();
  for await (const row of rows) byLane.set(textOf(row, 'seq'), row);
  return byLane;
}
