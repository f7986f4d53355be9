import { type StoredRow, seqOf } from './stored-row.ts';

/** What the table and the archive hold in one place of a lane. */
export interface PairedRows {
  readonly seq: number;
  readonly table: StoredRow | undefined;
  /** More than one when batches overlapped, or when the row was put again after it was removed. */
  readonly archive: readonly StoredRow[];
}

/**
 * Walks a lane in both sources at once, place by place; memory holds one place. The archive is opened first: what it lists is in the table by then.
 */
export async function* pairedRows(
  table: AsyncIterable<StoredRow>,
  archive: AsyncIterable<StoredRow>,
): AsyncGenerator<PairedRows> {
  const archived = archive[Symbol.asyncIterator]();
  let fromArchive = await archived.next();
  const stored = table[Symbol.asyncIterator]();
  let fromTable = await stored.next();
  while (!fromArchive.done || !fromTable.done) {
    const seq = Math.min(placeOf(fromArchive), placeOf(fromTable));
    let row: StoredRow | undefined;
    if (!fromTable.done && placeOf(fromTable) === seq) {
      row = fromTable.value;
      fromTable = await stored.next();
    }
    const copies: StoredRow[] = [];
    while (!fromArchive.done && placeOf(fromArchive) === seq) {
      copies.push(fromArchive.value);
      fromArchive = await archived.next();
    }
    yield { seq, table: row, archive: copies };
  }
}

/** A row whose `seq` is no place counts as place 0, which no lane has. */
function placeOf(result: IteratorResult<StoredRow>): number {
  return result.done ? Number.POSITIVE_INFINITY : seqOf(result.value) || 0;
}
