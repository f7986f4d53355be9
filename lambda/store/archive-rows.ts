import type { AuditArchive } from '../domain/audit/audit-sources.ts';
import { seqText } from '../domain/audit/lane-place.ts';
import { type StoredRow, seqOf } from '../domain/audit/stored-row.ts';
import type { ArchiveBucket } from './archive-bucket.ts';
import {
  anchorKey,
  archiveObjectsOf,
  firstSeqOf,
  registersFolder,
  registersPrefix,
  rowsPrefix,
} from './archive-layout.ts';

/** The archive of the audit trail as verification, reconciliation and anchoring use it. */
export function createAuditArchive(bucket: ArchiveBucket): AuditArchive {
  return {
    days: () => namesIn(bucket, registersFolder),
    register: (day) => registered(bucket, day),
    lanesSeen: (day) => namesIn(bucket, rowsPrefix(day)),
    rows: (lane, days) => rowsInOrder(bucket, lane, days),
    putRows: async (rows) => {
      for (const object of archiveObjectsOf(rows))
        await bucket.putOnce(object.key, linesOf(object.rows), rowsContentType);
    },
    loadAnchor: (day) => bucket.load(anchorKey(day)),
    putAnchor: (day, text) => bucket.putOnce(anchorKey(day), text, 'application/json'),
  };
}

export const rowsContentType = 'application/jsonl';

export function linesOf(rows: readonly StoredRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function* namesIn(bucket: ArchiveBucket, prefix: string): AsyncGenerator<string> {
  for await (const folder of bucket.folders(prefix)) yield folder.slice(prefix.length, -1);
}

async function* registered(bucket: ArchiveBucket, day: string): AsyncGenerator<StoredRow> {
  const prefix = registersPrefix(day);
  for await (const key of bucket.keys(prefix)) {
    const lane = key.slice(prefix.length).replace(/\.jsonl$/, '');
    yield* rowsOfLines(await bucket.load(key), { lane: '', seq: lane });
  }
}

/** Objects may overlap; memory holds those that do. Every object is listed before the first row is given. */
async function* rowsInOrder(
  bucket: ArchiveBucket,
  lane: string,
  days: readonly string[],
): AsyncGenerator<StoredRow> {
  const keys: string[] = [];
  for (const day of days) for await (const key of bucket.keys(rowsPrefix(day, lane))) keys.push(key);
  const objects = keys
    .map((key) => ({ key, first: firstSeqOf(key) }))
    .filter(({ first }) => !Number.isNaN(first))
    .sort((one, other) => one.first - other.first);
  let waiting: StoredRow[] = [];
  for (const { key, first } of objects) {
    yield* waiting.filter((row) => seqOf(row) < first);
    const overlap = waiting.filter((row) => !(seqOf(row) < first));
    const place = { lane, seq: seqText(first) };
    const rows = rowsOfLines(await bucket.load(key), place).map((row) => (seqOf(row) > 0 ? row : place));
    waiting = [...overlap, ...rows].sort((one, other) => seqOf(one) - seqOf(other));
  }
  yield* waiting;
}

/** A line that is not a row becomes one without a hash, at a place that the key gives: verification will name it. */
function rowsOfLines(text: string | undefined, place: StoredRow): readonly StoredRow[] {
  return (text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parsedRow(line) ?? place);
}

function parsedRow(line: string): StoredRow | undefined {
  try {
    const row = JSON.parse(line) as Record<string, unknown>;
    const isText = (value: unknown) => typeof value === 'string';
    const values = Object.values(row);
    const isRow = values.every((value) => isText(value) || (Array.isArray(value) && value.every(isText)));
    return isRow ? (row as StoredRow) : undefined;
  } catch {
    return undefined;
  }
}
