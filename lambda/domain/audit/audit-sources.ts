import type { StoredRow } from './stored-row.ts';

/** Where rows are read back from: the table, or the write-once archive of its stream. Strongly consistent, and read as it comes. */
export interface AuditSource {
  /** The register rows of one UTC day; one lane may come twice. */
  register(day: string): AsyncIterable<StoredRow>;
  /** Every lane that has a row of that day, by the rows themselves and not by the register; each once. */
  lanesSeen(day: string): AsyncIterable<string>;
  /** A lane's rows of these days by ascending `seq`; from an archive, one `seq` may come twice. */
  rows(lane: string, days: readonly string[]): AsyncIterable<StoredRow>;
}

/** The table also answers for single places. */
export interface AuditTableSource extends AuditSource {
  /** At most `most` rows of a lane from a place on. */
  rowsFrom(lane: string, seq: number, most: number): Promise<readonly StoredRow[]>;
  /** A lane's last row. */
  head(lane: string): Promise<StoredRow | undefined>;
}

/** The archive also takes what the stream lost, and keeps the anchors. Nothing in it is ever replaced. */
export interface AuditArchive extends AuditSource {
  /** Every UTC day on which a lane was opened, in order. */
  days(): AsyncIterable<string>;
  putRows(rows: readonly StoredRow[]): Promise<void>;
  /** The bytes of an anchor; undefined when the day has none. */
  loadAnchor(day: string): Promise<string | undefined>;
  /** False when the day has an anchor already. */
  putAnchor(day: string, text: string): Promise<boolean>;
}
