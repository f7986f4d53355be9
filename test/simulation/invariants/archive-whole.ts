import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import { type Anchor, anchorDigest, anchorDueAt, parseAnchor } from '../../../lambda/domain/audit/anchor.ts';
import { canonicalRow } from '../../../lambda/domain/audit/canonical-row.ts';
import { dayAfter, dayOf, isRegister, seqText } from '../../../lambda/domain/audit/lane-place.ts';
import { type StoredRow, textOf } from '../../../lambda/domain/audit/stored-row.ts';
import { rowOfItem } from '../../../lambda/store/audit-item.ts';
import { bucketNames } from '../environment.ts';
import type { Invariant, Left } from './left.ts';

const nameOf = (row: StoredRow) => `${textOf(row, 'lane')}/${textOf(row, 'seq')}`;
const wordsOf = (row: StoredRow) => `${canonicalRow(row)} ${textOf(row, 'hash')}`;

/**
 * Each row of the trail lies in the write-once bucket as it was committed, and nothing else does; the anchor of a day names the end of each of its lanes, and the
 * anchor before it; no day that could be closed a day ago is without one.
 */
export const archiveWhole: Invariant<Left> = (left) => {
  const rows = new Map(
    left.services.rows('audit').map((row) => {
      const stored = rowOfItem(row as never);
      return [nameOf(stored), stored];
    }),
  );
  const archived = objectsUnder(left, ['rows/', 'registers/']).flatMap(({ content }) =>
    content
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as StoredRow),
  );
  const names = new Set(archived.map(nameOf));
  const different = archived.filter((row) => {
    const committed = rows.get(nameOf(row));
    return !committed || wordsOf(committed) !== wordsOf(row);
  });
  const tampered = objectsUnder(left, ['tamper/']);
  return [
    ...[...rows.keys()].filter((name) => !names.has(name)).map((name) => `${name} is not in the archive`),
    ...different.map((row) => `${nameOf(row)} is in the archive as it never was committed`),
    ...tampered.map(({ key }) => `${key} tells of a row that was changed`),
    ...ofAnchors(left, [...rows.values()]),
  ];
};

function objectsUnder({ services }: Left, folders: readonly string[]) {
  const { objects } = services.buckets;
  return objects
    .current(bucketNames.audit)
    .filter(({ key }) => folders.some((folder) => key.startsWith(folder)))
    .map((version) => ({ key: version.key, content: objects.content(version).toString() }));
}

function ofAnchors(left: Left, rows: readonly StoredRow[]): readonly string[] {
  const anchors = new Map<string, Anchor | undefined>(
    objectsUnder(left, ['anchors/']).map(({ key, content }) => [key.slice(8, 18), parseAnchor(content)]),
  );
  const registers = rows.filter((row) => isRegister(textOf(row, 'lane')));
  const days = new Set(registers.map((row) => dayOf(textOf(row, 'at'))));
  const late = [...days].filter((day) => !anchors.has(day) && anchorDueAt(day).getTime() < Date.now());
  const wasTold = left.logs.some((line) => line.includes(`"${alarmingLogLines.auditDayLate.event}"`));
  return [
    ...(wasTold ? [] : late.map((day) => `${day} has no anchor, and nobody was told`)),
    ...[...anchors].flatMap(([day, anchor]) => {
      if (!anchor) return [`the anchor of ${day} cannot be read`];
      const lanes = registers.filter((row) => dayOf(textOf(row, 'at')) === day);
      const named = new Map(anchor.heads.map((head) => [head.lane, head]));
      const before = anchors.get(dayAfter(day, -1));
      const previous = before ? anchorDigest(before).toString('base64url') : '';
      return [
        ...(anchor.previous === previous ? [] : [`the anchor of ${day} does not go on from the day before`]),
        ...(named.size === lanes.length
          ? []
          : [`the anchor of ${day} names ${named.size} of ${lanes.length} lanes`]),
        ...lanes.flatMap((register) => {
          const lane = textOf(register, 'seq');
          const head = named.get(lane);
          const own = rows.filter((row) => textOf(row, 'lane') === lane);
          const last = own.find((row) => textOf(row, 'seq') === seqText(own.length));
          const isEnd = head?.seq === own.length && head.hash === (last ? textOf(last, 'hash') : '');
          return isEnd ? [] : [`the anchor of ${day} does not name the end of ${lane}`];
        }),
      ];
    }),
  ];
}
