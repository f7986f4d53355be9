import { dayOf, isRegister, seqText } from '../domain/audit/lane-place.ts';
import { type StoredRow, seqOf, textOf } from '../domain/audit/stored-row.ts';

/**
 * Where things are in the write-once bucket. A key tells exactly which rows its object holds, so that a batch that is delivered
 * again lands on the same key, and one that overlaps another leaves nothing out.
 *
 *     rows/<day>/<lane>/<first seq>-<last seq>.jsonl     rows without a gap between them, one JSON object a line
 *     registers/<day>/<lane>.jsonl                       a lane's register row
 *     anchors/<day>.json
 *     tamper/<event id>.json                             a change of the table that should never be
 */
export interface ArchiveObject {
  readonly key: string;
  readonly rows: readonly StoredRow[];
}

export function rowsPrefix(day: string, lane = ''): string {
  return lane ? `rows/${day}/${lane}/` : `rows/${day}/`;
}

/** Holds a folder of every day. */
export const registersFolder = 'registers/';

export function registersPrefix(day: string): string {
  return `${registersFolder}${day}/`;
}

export function anchorKey(day: string): string {
  return `anchors/${day}.json`;
}

export function tamperKey(eventId: string): string {
  return `tamper/${eventId.replace(/[^\w-]/g, '_').slice(0, 80)}.json`;
}

/** Whether a row has a place in the archive at all: its lane, place and day are of the form that they are written in. */
export function isArchivable(row: StoredRow): boolean {
  const isDated = /^\d{4}-\d\d-\d\dT/.test(textOf(row, 'at'));
  const lane = textOf(row, isRegister(textOf(row, 'lane')) ? 'seq' : 'lane');
  const isPlaced = isRegister(textOf(row, 'lane')) || seqOf(row) > 0;
  return isDated && isPlaced && /^[0-9A-Z]{1,40}$/.test(lane);
}

/** The objects that rows are kept in. Rows may come in any order. */
export function archiveObjectsOf(rows: readonly StoredRow[]): readonly ArchiveObject[] {
  const registers = rows.filter((row) => isRegister(textOf(row, 'lane')));
  const runs = runsOf(rows.filter((row) => !isRegister(textOf(row, 'lane'))));
  return [
    ...registers.map((row) => ({
      key: `${registersPrefix(dayOf(textOf(row, 'at')))}${textOf(row, 'seq')}.jsonl`,
      rows: [row],
    })),
    ...runs.map((run) => ({ key: keyOfRun(run), rows: run })),
  ];
}

/** First place in an object of rows, from its key; NaN when it is not such a key. */
export function firstSeqOf(key: string): number {
  return Number(/\/(\d{12})-\d{12}\.jsonl$/.exec(key)?.[1] ?? Number.NaN);
}

function runsOf(rows: readonly StoredRow[]): readonly (readonly [StoredRow, ...StoredRow[]])[] {
  const runs: [StoredRow, ...StoredRow[]][] = [];
  const sorted = [...rows].sort((one, other) => (placeText(one) < placeText(other) ? -1 : 1));
  for (const row of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && folderOf(last) === folderOf(row) && seqOf(last) + 1 === seqOf(row)) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function keyOfRun(run: readonly [StoredRow, ...StoredRow[]]): string {
  const last = run.at(-1) ?? run[0];
  return `${folderOf(run[0])}${seqText(seqOf(run[0]))}-${seqText(seqOf(last))}.jsonl`;
}

function folderOf(row: StoredRow): string {
  return rowsPrefix(dayOf(textOf(row, 'at')), textOf(row, 'lane'));
}

function placeText(row: StoredRow): string {
  return folderOf(row) + textOf(row, 'seq');
}
