import type { KeyObject } from 'node:crypto';
import type { AnchoredHead } from './anchor.ts';
import { noHash, rowFault } from './chained-row.ts';
import type { Finding, FindingKind } from './findings.ts';
import { type PairedRows, pairedRows } from './paired-rows.ts';
import { listOf, type StoredRow, sameRow, textOf } from './stored-row.ts';

/** What is known about a lane before its rows are read. */
export interface LaneExpectation {
  readonly lane: string;
  readonly day: string;
  /** Its register row, from either source. */
  readonly registered: StoredRow | undefined;
  readonly anchored: AnchoredHead | undefined;
  /** Rows since then may still be on their way to the archive. */
  readonly archivedUntil: Date;
}

/** Judges one lane place by place, and says how many places hold a row. */
export async function verifyLane(
  expected: LaneExpectation,
  sources: { readonly table: AsyncIterable<StoredRow>; readonly archive: AsyncIterable<StoredRow> },
  macKey: KeyObject,
  found: (finding: Finding) => void,
): Promise<number> {
  const { lane, day } = expected;
  const judge = laneJudge(expected, macKey, (kind, seq, source) =>
    found({ kind, day, lane, seq, ...(source && { source }) }),
  );
  for await (const pair of pairedRows(sources.table, sources.archive)) judge.place(pair);
  return judge.end();
}

type Say = (kind: FindingKind, seq: number, source?: Finding['source']) => void;

function laneJudge(expected: LaneExpectation, macKey: KeyObject, say: Say) {
  const { anchored, registered } = expected;
  let places = 0;
  let last = { seq: 0, hash: noHash, isSound: true };
  let lastInTable = 0;
  /** First place that the archive has and the table has not, since the last one that the table has. */
  let absentSince: number | undefined;

  /** Every distinct row of the place, by itself; gives the one to go on with. */
  const judgeRows = ({ seq, table, archive }: PairedRows) => {
    const copies = archive.filter(
      (copy, index) => !sameRow(copy, table ?? archive[0] ?? copy) || (!table && index === 0),
    );
    const faults = [...(table ? [table] : []), ...copies].map((row) => {
      const fault = faultOf(row, expected.lane, seq, macKey);
      if (fault) say(fault, seq, row === table ? 'TABLE' : 'ARCHIVE');
      return { row, fault };
    });
    // Both authentic and yet different: whoever did it has the key.
    if (faults.length > 1 && faults.every(({ fault }) => fault === undefined)) say('CHANGED', seq);
    return faults.find(({ fault }) => fault === undefined) ?? faults[0];
  };

  const judgePresence = ({ seq, table, archive }: PairedRows) => {
    if (table) {
      if (absentSince !== undefined) say('MISSING', absentSince, 'TABLE');
      absentSince = undefined;
      lastInTable = seq;
    }
    const isRecent =
      textOf(table ?? archive[0] ?? {}, 'at').slice(0, 24) > expected.archivedUntil.toISOString();
    // The archive was read first: what it holds was in the table before, however recent. Only the way to the archive takes time.
    if (!table) absentSince ??= seq;
    if (archive.length === 0 && !isRecent) say('NOT_ARCHIVED', seq, 'ARCHIVE');
  };

  return {
    place: (pair: PairedRows) => {
      const { seq } = pair;
      places += 1;
      judgePresence(pair);
      const judged = judgeRows(pair);
      if (!judged) return;
      const { row, fault } = judged;
      if (seq > last.seq + 1) say('MISSING', last.seq + 1);
      else if (!fault && last.isSound && textOf(row, 'prevHash') !== last.hash) say('REORDERED', seq);
      if (anchored?.seq === seq && textOf(row, 'hash') !== anchored.hash) say('CHANGED', seq, 'ANCHOR');
      if (seq === 1 && !fault && registered && !sameOpening(row, registered)) say('CHANGED', seq);
      last = { seq, hash: textOf(row, 'hash'), isSound: !fault };
    },
    end: () => {
      const vouchedFor = Math.max(anchored?.seq ?? 0, registered ? 1 : 0);
      if (absentSince !== undefined || lastInTable < vouchedFor)
        say('LOST_TAIL', Math.min(absentSince ?? lastInTable + 1, lastInTable + 1), 'TABLE');
      if (anchored && last.seq > anchored.seq) say('GROWN_AFTER_CLOSE', anchored.seq + 1, 'ANCHOR');
      return places;
    },
  };
}

/** A row that says of itself, in `at`, that it was written for another place was moved. */
function faultOf(row: StoredRow, lane: string, seq: number, macKey: KeyObject) {
  const fault = rowFault(row, macKey);
  if (!fault) return textOf(row, 'lane') === lane ? undefined : 'REORDERED';
  const [, ownLane, ownSeq] = textOf(row, 'at').split('#');
  const isMoved = ownLane !== undefined && (ownLane !== lane || Number(ownSeq) !== seq);
  return isMoved ? 'REORDERED' : fault;
}

function sameOpening(first: StoredRow, registered: StoredRow): boolean {
  return (
    textOf(first, 'at') === textOf(registered, 'at') &&
    listOf(first, 'opens').join('\n') === listOf(registered, 'opens').join('\n')
  );
}
