import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../lambda/domain/errors.ts';
import type { Counter } from '../../lambda/domain/ports/counters.ts';
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

/** Whether there was room. */
const take = (counter: Counter, amount: number): Promise<boolean> =>
  createCounterStore(tables)
    .take(counter, amount, 'RATE_LIMITED')
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof DomainError && error.code === 'RATE_LIMITED') return false;
        throw error;
      },
    );

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
            ? take(mine, amount)
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
    const mine = counter(5);
    const took = await Promise.all(Array.from({ length: 12 }, () => take(mine, 1)));
    expect(took.filter(Boolean)).toHaveLength(5);
  });

  it('begin anew with the next window, and each key for itself', async () => {
    const mine = counter(1);
    expect(await take(mine, 1)).toBe(true);
    expect(await take({ ...mine, now: new Date('2026-11-22T05:00:00Z') }, 1)).toBe(false);
    expect(await take({ ...mine, now: new Date('2026-11-22T06:00:00Z') }, 1)).toBe(true);
    expect(await take({ ...mine, key: randomUUID() }, 1)).toBe(true);
  });

  it('say how long to wait: until the window ends', async () => {
    const mine = { ...counter(0), now: new Date('2026-11-22T05:50:00Z') };
    const refused = createCounterStore(tables).take(mine, 1, 'RATE_LIMITED');
    await expect(refused).rejects.toMatchObject({ retryAfterSeconds: 600 });
    expect(createCounterStore(tables).add(mine, 1, 'RATE_LIMITED').retryAfterSeconds).toBe(600);
  });

  it('are swept only after their window', async () => {
    const mine = counter(1);
    await createCounterStore(tables).take(mine, 1, 'RATE_LIMITED');
    const row = (await tables.items()).find((item) => item.pk?.S?.includes(mine.key));
    expect(Number(row?.expiresAt?.N)).toBeGreaterThan(Date.parse('2026-11-22T06:00:00Z') / 1000);
  });

  it('throw what is no refusal', async () => {
    const store = createCounterStore({ ...tables, table: 'no-such-table' });
    await expect(store.take(counter(1), 1, 'RATE_LIMITED')).rejects.toThrow();
  });
});
