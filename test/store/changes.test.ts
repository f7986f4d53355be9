import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { functions } from '../../lambda/declared/functions.ts';
import { limits } from '../../lambda/declared/limits.ts';
import type { Change } from '../../lambda/domain/ports/changes.ts';
import { createChangeStore } from '../../lambda/store/changes.ts';
import { importsOf, productFiles } from '../rules/source-files.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());
const empty = async () => {
  for (const { pk, sk } of await tables.items()) await tables.remove({ pk: pk?.S ?? '', sk: sk?.S ?? '' });
};
beforeEach(empty);

const store = () => createChangeStore(tables);
const start = Date.parse('2026-11-30T23:59:50Z');
const later = (milliseconds: number) => new Date(start + milliseconds);
const settle = limits.changesSettleSeconds * 1000;
const keep = limits.changesKeepDays * 86_400_000;
const change = (n: number, at: Date): Change => ({
  id: `CHANGE${n}`,
  customerId: `CUSTOMER${n % 7}`,
  kind: 'CONSENT',
  at: at.toISOString(),
});
const write = (...changes: readonly Change[]) => tables.commit(...changes.map((one) => store().insert(one)));
const idsOf = ({ changes }: { changes: readonly { change: Change }[] }) =>
  changes.map((one) => one.change.id);

/** Reads on from a cursor until there is no more; the ids, and where it ended. */
async function readAll(first: number, after: string | undefined, now: Date) {
  const ids: string[] = [];
  for (let cursor = after; ; ) {
    const page = await store().page(first, cursor, now);
    ids.push(...idsOf(page));
    cursor = page.next;
    if (!page.hasMore) return { ids, next: page.next };
  }
}

describe('the feed of changes', () => {
  it('merges shards and months by time, page by page', async () => {
    const all = Array.from({ length: 30 }, (_, n) => change(n, later(n * 1000)));
    await write(...all);
    const ids = all.map(({ id }) => id);
    for (const first of [1, 7, 30, 50])
      expect((await readAll(first, undefined, later(100_000))).ids).toEqual(ids);
  });

  it('gives what it was given, and expires it after its days', async () => {
    await write({ ...change(1, later(0)), kind: 'ERASURE' });
    const { changes } = await store().page(5, undefined, later(settle));
    expect(changes.map((one) => one.change)).toEqual([{ ...change(1, later(0)), kind: 'ERASURE' }]);
    const [item] = await tables.items();
    expect(item?.expiresAt?.N).toBe(String((start + keep) / 1000));
    expect(idsOf(await store().page(5, undefined, later(keep + 1)))).toEqual([]);
  });

  it('brings a young change at once, and again until it has settled', async () => {
    await write(change(1, later(0)), change(2, later(1)));
    const first = await store().page(5, undefined, later(10));
    const second = await store().page(5, first.next, later(settle));
    expect(idsOf(first)).toEqual(['CHANGE1', 'CHANGE2']);
    expect(idsOf(second)).toEqual(['CHANGE1', 'CHANGE2']);
    const third = await store().page(5, second.next, later(settle + 2));
    const fourth = await store().page(5, third.next, later(settle + 2));
    expect([idsOf(third), idsOf(fourth)]).toEqual([['CHANGE1', 'CHANGE2'], []]);
  });

  it('reads through more young changes than a page holds, and ends', async () => {
    const all = Array.from({ length: 20 }, (_, n) => change(n, later(n)));
    await write(...all);
    const { ids, next } = await readAll(3, undefined, later(100));
    expect(ids).toEqual(all.map(({ id }) => id));
    await write(change(99, later(1)));
    expect((await readAll(3, next, later(200))).ids).toContain('CHANGE99');
  });

  it('passes over no change, however late it is written and wherever a reader stops', async () => {
    const acts = fc.array(
      fc.record({
        actedAt: fc.integer({ min: 0, max: 40_000 }),
        takes: fc.integer({ min: 0, max: settle - 1 }),
      }),
      { minLength: 1, maxLength: 15 },
    );
    const polls = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 70_000 }),
        first: fc.integer({ min: 1, max: 6 }),
        /** Which of the page's cursors is kept: the reader may die after any item. */
        kept: fc.option(fc.nat(5), { nil: undefined }),
      }),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(acts, polls, async (written, read) => {
        await empty();
        const seen = new Set<string>();
        let cursor: string | undefined;
        const events = [
          ...written.map(({ actedAt, takes }, n) => ({
            at: actedAt + takes,
            happen: () => write(change(n, later(actedAt))),
          })),
          ...read.map(({ at, first, kept }) => ({
            at,
            happen: async () => {
              const page = await store().page(first, cursor, later(at));
              const taken = kept === undefined ? page.changes : page.changes.slice(0, kept + 1);
              for (const one of taken) seen.add(one.change.id);
              cursor = taken.length < page.changes.length ? taken.at(-1)?.cursor : page.next;
            },
          })),
        ].sort((one, other) => one.at - other.at);
        for (const { happen } of events) await happen();
        // Twice: the first may still be on its way through what was young.
        for (const at of [100_000, 200_000]) {
          const rest = await readAll(4, cursor, later(at));
          for (const id of rest.ids) seen.add(id);
          cursor = rest.next;
        }
        expect([...seen].sort()).toEqual(written.map((_, n) => `CHANGE${n}`).sort());
      }),
      { numRuns: 25 },
    );
  });

  it('refuses a cursor that it gave to nobody, or that is older than what it keeps', async () => {
    await write(change(1, later(0)));
    const { next, changes } = await store().page(5, undefined, later(settle * 2));
    const text = (plain: string) => Buffer.from(plain).toString('base64url');
    const forged = [
      '',
      'x',
      `${next}=`,
      `${changes[0]?.cursor}A`,
      text('2026-11-30'),
      text('2026-13-30T23:59:50.000Z'),
      text(later(settle * 3).toISOString()),
      text(`${later(0).toISOString()}|${later(-1).toISOString()}`),
      text(`${later(0).toISOString()}#CHANGES#0#2026-11`),
    ];
    for (const cursor of forged)
      await expect(store().page(5, cursor, later(settle * 2)), cursor).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
        issues: [{ path: ['after'] }],
      });
    expect(idsOf(await store().page(5, next, later(settle + keep)))).toEqual([]);
    await expect(store().page(5, next, later(settle + keep + 1))).rejects.toThrow('CURSOR_INVALID');
  });

  it('has settled before a function that writes changes can have ended late', () => {
    const files = new Map(productFiles.map((file) => [file.path, file]));
    const reach = (path: string, reached = new Set<string>()): Set<string> => {
      const file = files.get(path);
      if (!file || reached.has(path)) return reached;
      reached.add(path);
      for (const imported of importsOf(file)) reach(imported, reached);
      return reached;
    };
    const writes = (path: string) => /\bchanges\.insert\(/.test(files.get(path)?.text ?? '');
    const writers = Object.values(functions).filter(({ entry }) => [...reach(entry)].some(writes));
    expect(writers.map(({ entry }) => entry)).toEqual(
      expect.arrayContaining(['lambda/api.ts', 'lambda/links.ts']),
    );
    // Five seconds more: clocks of machines differ. What is replayed after a restore stands where it stood, and was read then.
    for (const { entry, timeoutSeconds } of writers.filter((one) => one.entry !== functions.keeping.entry))
      expect([entry, timeoutSeconds + 5 <= limits.changesSettleSeconds]).toEqual([entry, true]);
  });
});
