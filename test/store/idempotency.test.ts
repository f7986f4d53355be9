import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdempotentAnswer } from '../../lambda/domain/ports/idempotency.ts';
import { createIdempotencyStore } from '../../lambda/store/idempotency.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let now = new Date('2026-11-22T05:00:00.000Z');
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

describe('idempotency', () => {
  it('keeps the first answer until it expires, swept or not', async () => {
    const store = createIdempotencyStore({ ...tables, now: () => now });
    const first: IdempotentAnswer = {
      id: randomUUID(),
      inputIndex: 'input',
      result: { customerId: 'c', count: 2, done: true, none: null },
      issues: [{ code: 'INVALID_FORMAT', path: ['address', 'line'] }],
      expiresAt: '2026-11-23T05:00:00.001Z',
    };
    const second: IdempotentAnswer = {
      ...first,
      result: {},
      issues: [],
      expiresAt: '2026-11-25T00:00:00.000Z',
    };
    expect(await store.load(first.id)).toBeUndefined();
    await tables.commit(store.insert(first));
    await expect(tables.commit(store.insert(second))).rejects.toMatchObject({
      issues: [{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['idempotencyKey'] }],
    });
    now = new Date('2026-11-23T05:00:00.000Z');
    expect(await store.load(first.id)).toEqual(first);
    now = new Date('2026-11-23T05:00:00.001Z');
    expect(await store.load(first.id)).toBeUndefined();
    await tables.commit(store.insert(second));
    expect(await store.load(first.id)).toEqual(second);
    // Swept no earlier than it ends.
    const row = (await tables.items()).find((item) => item.id?.S === first.id);
    expect(row?.expiresAt?.N).toBe(String(Date.parse(second.expiresAt) / 1000));
  });
});
