/** What verification may find. */
export const findingKinds = [
  /** A row's hash is not that of its attributes, or table and archive hold different rows in one place. */
  'CHANGED',
  /** A row was hashed again after a change by someone without the MAC key. */
  'BAD_MAC',
  /** Places between a lane's rows are empty. */
  'MISSING',
  /** A row stands in another's place, or does not follow the one before it. */
  'REORDERED',
  /** A lane ends before the place that another lane, the archive or an anchor vouches for. */
  'LOST_TAIL',
  /** A lane goes on behind the place where it was closed. */
  'GROWN_AFTER_CLOSE',
  /** Rows of a lane that no register names. */
  'UNREGISTERED_LANE',
  /** A row of the table that is not in the archive an hour later. */
  'NOT_ARCHIVED',
  /** A closed day without an anchor, or a lane that its day's anchor does not name. */
  'NOT_ANCHORED',
  /** An anchor that the anchor key did not sign, or that cannot be read. */
  'BAD_ANCHOR_SIGNATURE',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Where to look. Ids and places only. */
export interface Finding {
  readonly kind: FindingKind;
  readonly day: string;
  readonly lane?: string;
  /** First place concerned. */
  readonly seq?: number;
  /** Where the fault lies; absent when it lies between the two. */
  readonly source?: 'TABLE' | 'ARCHIVE' | 'ANCHOR';
}

/** Counts findings and keeps the first hundred: a report is one item. What is found twice, in two ways, counts once. */
export class Findings {
  readonly #counts = new Map<FindingKind, number>();
  readonly #kept: Finding[] = [];

  add(finding: Finding): void {
    const isKept = this.#kept.some(
      ({ kind, day, lane, seq, source }) =>
        kind === finding.kind &&
        day === finding.day &&
        lane === finding.lane &&
        seq === finding.seq &&
        source === finding.source,
    );
    if (isKept) return;
    this.#counts.set(finding.kind, (this.#counts.get(finding.kind) ?? 0) + 1);
    if (this.#kept.length < 100) this.#kept.push(finding);
  }

  get counts(): Readonly<Partial<Record<FindingKind, number>>> {
    return Object.fromEntries(this.#counts);
  }

  get first(): readonly Finding[] {
    return this.#kept;
  }
}
