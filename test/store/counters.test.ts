import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCounterStore } from '../../lambda/store/counters.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

const counter = (limit: number) => ({
  key: randomUUID(),
  limit,
  windowSeconds: 3600,
  now: new Date('2026-11-22T05:59:59.999Z'),
});

describe('counters', () => {
  it('never go over the limit, whichever way is taken', async () => {
    const store = createCounterStore(tables);
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 7 })), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 15 }), steps, async (limit, taken) => {
        const mine = counter(limit);
        let used = 0;
        for (const [atOnce, amount] of taken) {
          const fits = used + amount <= limit;
          const took = atOnce
            ? store.take(mine, amount)
            : tables.commit(store.add(mine, amount, 'READ_BUDGET_SPENT')).then(
                () => true,
                (error: Error) => error.message !== 'READ_BUDGET_SPENT',
              );
          expect(await took).toBe(fits);
          if (fits) used += amount;
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('let exactly as many through as there is room, all at once', async () => {
    const store = createCounterStore(tables);
    const mine = counter(5);
    const took = await Promise.all(Array.from({ length: 12 }, () => store.take(mine, 1)));
    expect(took.filter(Boolean)).toHaveLength(5);
  });

  it('begin anew with the next window, and each key for itself', async () => {
    const store = createCounterStore(tables);
    const mine = counter(1);
    expect(await store.take(mine, 1)).toBe(true);
    expect(await store.take({ ...mine, now: new Date('2026-11-22T05:00:00Z') }, 1)).toBe(false);
    expect(await store.take({ ...mine, now: new Date('2026-11-22T06:00:00Z') }, 1)).toBe(true);
    expect(await store.take({ ...mine, key: randomUUID() }, 1)).toBe(true);
  });

  it('are swept only after their window', async () => {
    const mine = counter(1);
    await createCounterStore(tables).take(mine, 1);
    const row = (await tables.items()).find((item) => item.pk?.S?.includes(mine.key));
    expect(Number(row?.expiresAt?.N)).toBeGreaterThan(Date.parse('2026-11-22T06:00:00Z') / 1000);
  });

  it('throw what is no refusal', async () => {
    const store = createCounterStore({ ...tables, table: 'no-such-table' });
    await expect(store.take(counter(1), 1)).rejects.toThrow();
  });
});
