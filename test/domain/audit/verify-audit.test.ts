import { createSecretKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { anchorHeads } from '../../../lambda/domain/audit/anchor-heads.ts';
import { chainedRow } from '../../../lambda/domain/audit/chained-row.ts';
import type { LaneClaim } from '../../../lambda/domain/audit/lane-opening.ts';
import { type StoredRow, seqOf, textOf } from '../../../lambda/domain/audit/stored-row.ts';
import { type AuditReport, verifyAudit } from '../../../lambda/domain/audit/verify-audit.ts';
import { type LaneHead, rowsBehind } from '../../../lambda/store/audit-lane-rows.ts';
import { auditKeys, entry, macBytes, random } from '../../store/audit-world.ts';
import { memoryArchive, memoryTable } from './memory-sources.ts';
import { reconcileWhole } from './reconcile-whole.ts';

const day = '2026-11-03';
const macKey = createSecretKey(macBytes);
const anchorKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
// Over the digest as a message: what counts here is that the pair fits. The KMS call itself is tried with the local KMS.
const signDigest = async (digest: Uint8Array) => sign('sha256', digest, anchorKey.privateKey);
const verifySignature = async (digest: Uint8Array, signature: Uint8Array) =>
  verify('sha256', digest, anchorKey.publicKey, signature);

/** Rows of a lane that was opened at an instant and has so many rows of acts. */
async function lane(name: string, acts: number, at: Date, claims: readonly LaneClaim[] = []) {
  const entries = Array.from({ length: acts }, () => entry());
  return rowsBehind({ auditKeys, random }, { lane: name, seq: 0, hash: '' }, claims, entries, at);
}

describe('verification of the audit trail', () => {
  let table: StoredRow[];
  let archived: StoredRow[];
  let archive: ReturnType<typeof memoryArchive>;
  let now: Date;
  let first: LaneHead;
  let second: LaneHead;
  const nameOfFirst = `A${random.id().slice(1)}`;
  const nameOfSecond = `B${random.id().slice(1)}`;

  const deps = () => ({
    now: () => now,
    table: memoryTable(() => table),
    archive,
    macKey: auditKeys.macKey,
    verifySignature,
    sign: signDigest,
  });
  const report = (): Promise<AuditReport> => verifyAudit(deps(), { fromDay: day, toDay: day });
  const found = async () =>
    (await report()).findings.map(({ kind, lane: of, seq }) => ({ kind, lane: of, seq }));
  const kinds = async () =>
    Object.keys((await report()).counts).toSorted((one, other) => (one < other ? -1 : 1));
  const inBoth = (change: (rows: StoredRow[]) => StoredRow[]) => {
    table = change(table);
    archived = change(archived);
  };
  const isAt = (row: StoredRow, of: string, seq: number) => textOf(row, 'lane') === of && seqOf(row) === seq;
  const edit = (of: string, seq: number, to: (row: StoredRow) => StoredRow) => (rows: StoredRow[]) =>
    rows.map((row) => (isAt(row, of, seq) ? to(row) : row));
  const without =
    (of: string, from: number, to = from) =>
    (rows: StoredRow[]) =>
      rows.filter((row) => textOf(row, 'lane') !== of || seqOf(row) < from || seqOf(row) > to);

  beforeEach(async () => {
    now = new Date(`${day}T23:00:00.000Z`);
    const before = await lane(nameOfFirst, 9, new Date(`${day}T01:00:00.000Z`));
    first = before.head;
    const claim = { why: 'ROTATED' as const, ...first };
    const after = await lane(nameOfSecond, 9, new Date(`${day}T08:00:00.000Z`), [claim]);
    second = after.head;
    table = [...before.rows, ...after.rows];
    archived = [...table];
    archive = memoryArchive(() => archived);
  });
  const anchor = async () => {
    now = new Date('2026-11-04T07:00:00.000Z');
    expect(await anchorHeads(deps(), { day })).toEqual({ state: 'ANCHORED', lanes: 2 });
  };

  test('finds nothing in a whole trail, anchored or not', async () => {
    expect(await report()).toEqual({
      fromDay: day,
      toDay: day,
      lanes: 2,
      rows: 20,
      counts: {},
      findings: [],
    });
    await anchor();
    expect(await report()).toMatchObject({ counts: {} });
  });

  test('finds a changed row, in both sources as in one', async () => {
    const change = edit(nameOfFirst, 4, (row) => ({ ...row, customerId: random.id() }));
    table = change(table);
    expect(await found()).toEqual([{ kind: 'CHANGED', lane: nameOfFirst, seq: 4 }]);
    archived = change(archived);
    expect(await kinds()).toEqual(['CHANGED']);
  });

  test('finds a changed copy in the archive, which the table contradicts', async () => {
    archived = edit(nameOfFirst, 4, (row) => ({ ...row, reference: 'T-2' }))(archived);
    expect((await report()).findings).toEqual([
      { kind: 'CHANGED', day, lane: nameOfFirst, seq: 4, source: 'ARCHIVE' },
    ]);
  });

  test('finds a row that was hashed again without the key', async () => {
    const forge = (row: StoredRow) =>
      chainedRow({ ...row, reference: 'T-2' }, createSecretKey(Buffer.alloc(32)));
    inBoth(edit(nameOfFirst, 4, forge));
    expect(await found()).toContainEqual({ kind: 'BAD_MAC', lane: nameOfFirst, seq: 4 });
  });

  test('finds a row changed by someone who has the key: the next one does not follow', async () => {
    inBoth(edit(nameOfFirst, 4, (row) => chainedRow({ ...row, reference: 'T-2' }, macKey)));
    expect(await found()).toEqual([{ kind: 'REORDERED', lane: nameOfFirst, seq: 5 }]);
  });

  test('finds the last row changed by someone who has the key, by what the next lane says of it', async () => {
    inBoth(edit(nameOfFirst, first.seq, (row) => chainedRow({ ...row, reference: 'T-2' }, macKey)));
    expect(await found()).toEqual([{ kind: 'CHANGED', lane: nameOfFirst, seq: first.seq }]);
  });

  test('finds the last row changed by someone who has the key, by the anchor', async () => {
    await anchor();
    inBoth(edit(nameOfSecond, second.seq, (row) => chainedRow({ ...row, reference: 'T-2' }, macKey)));
    expect((await report()).findings).toEqual([
      { kind: 'CHANGED', day, lane: nameOfSecond, seq: second.seq, source: 'ANCHOR' },
    ]);
  });

  test('finds the last row changed by someone who has the key, by the archive', async () => {
    table = edit(nameOfSecond, second.seq, (row) => chainedRow({ ...row, reference: 'T-2' }, macKey))(table);
    expect(await found()).toEqual([{ kind: 'CHANGED', lane: nameOfSecond, seq: second.seq }]);
  });

  test('finds a changed register row, and one that does not say what the lane itself says', async () => {
    const change = (to: (row: StoredRow) => StoredRow) => (rows: StoredRow[]) =>
      rows.map((row) => (textOf(row, 'seq') === nameOfSecond ? to(row) : row));
    const whole = { table, archived };
    inBoth(change((row) => ({ ...row, opens: [] })));
    expect((await report()).counts).toEqual({ CHANGED: 2 });
    ({ table, archived } = whole);
    inBoth(change((row) => chainedRow({ ...row, opens: [] }, createSecretKey(Buffer.alloc(32)))));
    expect((await report()).counts).toEqual({ BAD_MAC: 1, CHANGED: 1 });
    ({ table, archived } = whole);
    inBoth(change((row) => chainedRow({ ...row, opens: [] }, macKey)));
    expect(await found()).toEqual([{ kind: 'CHANGED', lane: nameOfSecond, seq: 1 }]);
  });

  test('finds a removed row, and knows where it was', async () => {
    table = without(nameOfFirst, 4)(table);
    expect(await found()).toEqual([{ kind: 'MISSING', lane: nameOfFirst, seq: 4 }]);
    archived = without(nameOfFirst, 4)(archived);
    expect(await found()).toEqual([{ kind: 'MISSING', lane: nameOfFirst, seq: 4 }]);
  });

  test('finds two rows that changed places', async () => {
    const [four, five] = [4, 5].map((seq) => table.find((row) => isAt(row, nameOfFirst, seq)) ?? {});
    const place = (row: StoredRow | undefined, seq: StoredRow | undefined): StoredRow => ({
      ...row,
      seq: textOf(seq ?? {}, 'seq'),
    });
    inBoth((rows) =>
      rows.map((row) => {
        if (isAt(row, nameOfFirst, 4)) return place(five, four);
        return isAt(row, nameOfFirst, 5) ? place(four, five) : row;
      }),
    );
    expect(await kinds()).toEqual(['REORDERED']);
  });

  test('finds a lost tail by the archive, by the next lane, and by the anchor', async () => {
    const cutFirst = without(nameOfFirst, 7, 99);
    const cutSecond = without(nameOfSecond, 7, 99);
    const whole = { table, archived };
    table = cutSecond(table);
    expect(await found()).toEqual([{ kind: 'LOST_TAIL', lane: nameOfSecond, seq: 7 }]);
    ({ table, archived } = whole);
    inBoth(cutFirst);
    expect(await found()).toEqual([{ kind: 'LOST_TAIL', lane: nameOfFirst, seq: first.seq }]);
    ({ table, archived } = whole);
    await anchor();
    inBoth(cutSecond);
    expect(await found()).toEqual([{ kind: 'LOST_TAIL', lane: nameOfSecond, seq: 7 }]);
  });

  test('finds rows added to a lane after it was closed, even with the key', async () => {
    const more = await rowsBehind(
      { auditKeys, random },
      first,
      [],
      [entry()],
      new Date(`${day}T02:00:00.000Z`),
    );
    const whole = { table, archived };
    inBoth((rows) => [...rows, ...more.rows]);
    expect(await kinds()).toEqual(['GROWN_AFTER_CLOSE']);
    ({ table, archived } = whole);
    await anchor();
    const late = new Date(`${day}T09:00:00.000Z`);
    const behind = await rowsBehind({ auditKeys, random }, second, [], [entry()], late);
    inBoth((rows) => [...rows, ...behind.rows]);
    expect(await found()).toEqual([{ kind: 'GROWN_AFTER_CLOSE', lane: nameOfSecond, seq: second.seq + 1 }]);
  });

  test('finds nothing wrong with a lane that was abandoned and had gone on after all', async () => {
    const at = new Date(`${day}T09:00:00.000Z`);
    const more = await rowsBehind({ auditKeys, random }, second, [], [entry()], at);
    const third = await lane(`C${random.id().slice(1)}`, 2, at, [{ why: 'ABANDONED', ...second }]);
    inBoth((rows) => [...rows, ...more.rows, ...third.rows]);
    expect(await kinds()).toEqual([]);
  });

  test('finds a lane that no register names', async () => {
    inBoth((rows) => rows.filter((row) => textOf(row, 'seq') !== nameOfSecond));
    expect(await found()).toEqual([{ kind: 'UNREGISTERED_LANE', lane: nameOfSecond, seq: undefined }]);
  });

  test('finds a lane that only one source knows, and no register names', async () => {
    const unnamed = (rows: StoredRow[]) => rows.filter((row) => textOf(row, 'seq') !== nameOfSecond);
    const gone = (rows: StoredRow[]) => unnamed(rows).filter((row) => textOf(row, 'lane') !== nameOfSecond);
    const whole = { table, archived };
    for (const [inTable, inArchive] of [
      [gone, unnamed],
      [unnamed, gone],
    ] as const) {
      table = inTable(whole.table);
      archived = inArchive(whole.archived);
      expect(await kinds()).toContain('UNREGISTERED_LANE');
    }
  });

  test('finds a lane that was removed with its register row, by the archive or by the anchor', async () => {
    await anchor();
    const gone = (rows: StoredRow[]) =>
      rows.filter((row) => textOf(row, 'lane') !== nameOfSecond && textOf(row, 'seq') !== nameOfSecond);
    table = gone(table);
    expect(await kinds()).toEqual(['LOST_TAIL', 'MISSING']);
    archived = gone(archived);
    expect(await kinds()).toEqual(['LOST_TAIL', 'UNREGISTERED_LANE']);
  });

  test('finds what is not in the archive an hour later, and not before', async () => {
    archived = without(nameOfSecond, 9)(archived);
    now = new Date(`${day}T08:59:00.000Z`);
    expect(await kinds()).toEqual([]);
    now = new Date(`${day}T09:01:00.000Z`);
    expect(await found()).toEqual([{ kind: 'NOT_ARCHIVED', lane: nameOfSecond, seq: 9 }]);
  });

  test('finds what was removed from the table however recent it is: the archive had it first', async () => {
    const whole = table;
    now = new Date(`${day}T08:30:00.000Z`);
    table = without(nameOfSecond, 9)(whole);
    expect(await found()).toEqual([{ kind: 'MISSING', lane: nameOfSecond, seq: 9 }]);
    table = whole.filter(
      (row) => textOf(row, 'lane') !== nameOfSecond && textOf(row, 'seq') !== nameOfSecond,
    );
    expect(await kinds()).toEqual(['LOST_TAIL', 'MISSING']);
  });

  test('finds an anchor that was not signed by the anchor key, changed, or not written', async () => {
    await anchor();
    const text = archive.anchors.get(day) ?? '';
    archive.anchors.set(day, text.replace(second.hash, first.hash));
    expect(await kinds()).toEqual(['BAD_ANCHOR_SIGNATURE']);
    archive.anchors.set(day, 'not an anchor');
    expect(await kinds()).toEqual(['BAD_ANCHOR_SIGNATURE']);
    archive.anchors.delete(day);
    now = new Date('2026-11-05T07:00:00.000Z');
    expect(await kinds()).toEqual(['NOT_ANCHORED']);
  });

  test('finds an earlier anchor that was replaced or removed, by the one of the next day', async () => {
    await anchor();
    const next = '2026-11-04';
    now = new Date('2026-11-05T07:00:00.000Z');
    await anchorHeads(deps(), { day: next });
    const nextDay = async () => (await verifyAudit(deps(), { fromDay: next, toDay: next })).counts;
    expect(await nextDay()).toEqual({});
    const text = archive.anchors.get(day) ?? '';
    archive.anchors.set(day, text.replace(second.hash, first.hash));
    expect(await nextDay()).toEqual({ BAD_ANCHOR_SIGNATURE: 1 });
    archive.anchors.delete(day);
    expect(await nextDay()).toEqual({ NOT_ANCHORED: 1 });
  });

  test('finds any change of any attribute of any row, in either source', async () => {
    const whole = { table, archived };
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.boolean(), fc.string(), async (which, what, inTable, value) => {
        ({ table, archived } = whole);
        const rows = inTable ? [...table] : [...archived];
        const at = which % rows.length;
        const row = rows[at] ?? {};
        const names = Object.keys(row).filter((name) => name !== 'lane' && name !== 'seq');
        const name = names[what % names.length] ?? '';
        fc.pre(row[name] !== value);
        rows[at] = { ...row, [name]: value };
        if (inTable) table = rows;
        else archived = rows;
        expect(await kinds()).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('counts everything and keeps a hundred places', async () => {
    const long = await lane(`C${random.id().slice(1)}`, 300, new Date(`${day}T09:00:00.000Z`));
    table = [...table, ...long.rows.map((row) => (seqOf(row) > 1 ? { ...row, code: 'X' } : row))];
    archived = [...archived, ...long.rows];
    const { counts, findings } = await report();
    expect(counts).toEqual({ CHANGED: 300 });
    expect(findings).toHaveLength(100);
  });
});

describe('anchoring', () => {
  test('waits until the day’s last lane is closed, and happens once', async () => {
    let now = new Date('2026-11-04T06:14:00.000Z');
    const rows = (await lane(`A${random.id().slice(1)}`, 2, new Date(`${day}T23:59:00.000Z`))).rows;
    const archive = memoryArchive(() => []);
    const deps = { now: () => now, table: memoryTable(() => rows), archive, sign: signDigest };
    expect(await anchorHeads(deps, { day })).toEqual({ state: 'TOO_EARLY', lanes: 0 });
    now = new Date('2026-11-04T06:15:00.000Z');
    expect(await anchorHeads(deps, { day })).toEqual({ state: 'ANCHORED', lanes: 1 });
    expect(await anchorHeads(deps, { day })).toEqual({ state: 'ALREADY', lanes: 0 });
  });
});

describe('reconciliation', () => {
  test('copies what the stream lost, and counts what was removed or differs', async () => {
    const afterLane = `A${random.id().slice(1)}`;
    const { rows } = await lane(afterLane, 9, new Date(`${day}T01:00:00.000Z`));
    const table = rows
      .filter((row) => seqOf(row) !== 5)
      .map((row) => (seqOf(row) === 6 ? { ...row, code: 'X' } : row));
    const archive = memoryArchive(() => rows.filter((row) => seqOf(row) > 3));
    const deps = { table: memoryTable(() => table), archive };
    const expected = { day, afterLane, lanes: 1, rows: 10, copied: 4, notInTable: 1, different: 1 };
    expect(await reconcileWhole(deps, day)).toEqual(expected);
    expect(hash('sha256', JSON.stringify(archive.put))).toBe(
      hash('sha256', JSON.stringify([rows[0], ...rows.filter((row) => seqOf(row) <= 3)])),
    );
    expect(await reconcileWhole(deps, day)).toEqual({ ...expected, copied: 0 });
  });
});
