import type { Write } from '../ports/commit.ts';

/** Which tables the product stands on, as DynamoDB tells them apart: a restored table never has the id of another, whatever its name. */
export interface TableIds {
  readonly records: string;
  readonly keys: string;
}

/** What a Records table says of itself. A restored one says what was true of the table it is a copy of. */
export interface LedgerMarker {
  readonly version: number;
  /** The tables of which the rest is true. */
  readonly tables: TableIds;
  /** The instant of the last look into the ledger of erasures that met one, all of which these hold since; undefined: none was met yet. */
  readonly place: string | undefined;
  /** When the clock last found these to be the tables in use: a copy has all that was committed until then, and a minute more at most. */
  readonly checkedAt: string;
  /** What the tables do not know of yet; undefined when nothing. */
  readonly behind: Behind | undefined;
}

/** A replay under way. Until it is done nobody is served. */
export interface Behind {
  readonly jobId: string;
  /** The tables that it brings up to date: others were restored since, and need one of their own. */
  readonly tables: TableIds;
  /** Acts since are replayed from the archive of the audit trail; undefined: the records themselves were not restored. */
  readonly actsSince: string | undefined;
  /** Erasures since are replayed from the ledger, whatever `place` says; undefined: those behind it. */
  readonly erasuresSince: string | undefined;
}

export interface LedgerMarkerStore {
  load(): Promise<LedgerMarker | undefined>;
  /** Puts the first, or over the version read. Refusal STALE_REVISION when somebody else changed it. */
  put(before: LedgerMarker | undefined, after: Omit<LedgerMarker, 'version'>): Write;
}

export const areSame = (one: TableIds, other: TableIds): boolean =>
  one.records === other.records && one.keys === other.keys;

/** Whether these tables may miss what was erased, refused, restricted, held or revoked. Tables without a marker are new, and miss nothing. */
export const isBehind = (marker: LedgerMarker | undefined, tables: TableIds): boolean =>
  marker !== undefined && (marker.behind !== undefined || !areSame(marker.tables, tables));
