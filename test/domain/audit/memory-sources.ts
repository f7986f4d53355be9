import type { AuditArchive, AuditTableSource } from '../../../lambda/domain/audit/audit-sources.ts';
import { dayOf, isRegister } from '../../../lambda/domain/audit/lane-place.ts';
import { type StoredRow, seqOf, textOf } from '../../../lambda/domain/audit/stored-row.ts';

/** A table and an archive that hold what they are given: for the rules alone. Rows may be replaced between two readings. */
export function memoryTable(rows: () => readonly StoredRow[]): AuditTableSource {
  const ofLane = (lane: string) =>
    rows()
      .filter((row) => textOf(row, 'lane') === lane)
      .sort((one, other) => seqOf(one) - seqOf(other));
  return {
    register: (day) => each(registerOf(rows(), day)),
    lanesSeen: (day) => each(lanesOf(rows(), day)),
    rows: (lane) => each(ofLane(lane)),
    rowsFrom: async (lane, seq, most) =>
      ofLane(lane)
        .filter((row) => seqOf(row) >= seq)
        .slice(0, most),
    head: async (lane) => ofLane(lane).at(-1),
  };
}

export function memoryArchive(
  rows: () => readonly StoredRow[],
): AuditArchive & { readonly anchors: Map<string, string>; readonly put: StoredRow[] } {
  const anchors = new Map<string, string>();
  const put: StoredRow[] = [];
  const all = () => [...rows(), ...put];
  const table = memoryTable(all);
  return {
    anchors,
    put,
    days: () =>
      each([...new Set(all().map((row) => dayOf(textOf(row, 'at'))))].toSorted((a, b) => (a < b ? -1 : 1))),
    register: table.register,
    lanesSeen: table.lanesSeen,
    rows: table.rows,
    putRows: async (more) => {
      put.push(...more);
    },
    loadAnchor: async (day) => anchors.get(day),
    putAnchor: async (day, text) => {
      if (anchors.has(day)) return false;
      anchors.set(day, text);
      return true;
    },
  };
}

function registerOf(rows: readonly StoredRow[], day: string): StoredRow[] {
  return rows.filter((row) => textOf(row, 'lane').startsWith(`DAY#${day}#`));
}

function lanesOf(rows: readonly StoredRow[], day: string): string[] {
  const ofDay = rows.filter((row) => !isRegister(textOf(row, 'lane')) && dayOf(textOf(row, 'at')) === day);
  return [...new Set(ofDay.map((row) => textOf(row, 'lane')))];
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}
