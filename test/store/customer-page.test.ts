import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer, CustomerFilter } from '../../lambda/domain/customer/customer.ts';
import type { CustomerStore } from '../../lambda/domain/ports/customers.ts';
import { shardOf } from '../../lambda/store/customer-item.ts';
import { createCustomerStore } from '../../lambda/store/customers.ts';
import { randomCustomer, storeCustomers } from './random-customers.ts';
import { startTables, type Tables } from './start-tables.ts';

async function walk(store: CustomerStore, filter: CustomerFilter, first: number) {
  const pages: string[][] = [];
  let after: string | undefined;
  for (;;) {
    const page = await store.page(filter, first, after);
    expect(page.cursors).toHaveLength(page.ids.length);
    pages.push([...page.ids]);
    after = page.cursors.at(-1);
    if (!page.hasNextPage) return pages;
    expect(page.ids).toHaveLength(first);
  }
}

describe('a page of customers', () => {
  let tables: Tables;
  let store: CustomerStore;
  let customers: readonly Customer[];
  beforeAll(async () => {
    tables = await startTables();
    store = createCustomerStore(tables);
    customers = Array.from({ length: 40 }, (_, n) =>
      randomCustomer({
        addressState: n % 3 === 0 ? 'VERIFIED' : 'UNVERIFIED',
        registeredAt: `2026-${n % 2 === 0 ? '10' : '11'}-01T00:00:00.000Z`,
      }),
    );
    await storeCustomers(tables, customers);
  }, 60_000);
  afterAll(() => tables.stop());

  it('follows on the one before: each customer that fits comes once, and the last page says so', async () => {
    const filters = fc.record(
      {
        state: fc.constant('ACTIVE' as const),
        addressState: fc.constantFrom('VERIFIED' as const, 'UNVERIFIED' as const),
        month: fc.constantFrom('2026-10', '2026-11', '2025-01'),
      },
      { requiredKeys: [] },
    );
    const whole = (await store.page({}, 50, undefined)).ids;
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 50 }), async (filter, first) => {
        const fitting = customers.filter(
          ({ addressState, registeredAt }) =>
            (filter.addressState ?? addressState) === addressState &&
            registeredAt.startsWith(filter.month ?? ''),
        );
        const pages = await walk(store, filter, first);
        const fits = new Set(fitting.map(({ id }) => id));
        expect(pages.flat()).toEqual(whole.filter((id) => fits.has(id)));
        expect(pages).toHaveLength(Math.max(1, Math.ceil(fitting.length / first)));
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('goes on behind a customer that is gone', async () => {
    const { ids, cursors } = await store.page({}, 3, undefined);
    await tables.remove({ pk: `CUS#${ids[2]}`, sk: 'PROFILE' });
    const rest = await walk(store, {}, 50);
    const { ids: next } = await store.page({}, 50, cursors[2]);
    expect([ids[0], ids[1], ...next]).toEqual(rest.flat());
  });

  it.each(['', 'x', '2026-10#a', randomUUID(), '%%%'])('refuses the cursor %j', async (cursor) => {
    await expect(store.page({}, 10, cursor)).rejects.toMatchObject({
      issues: [{ code: 'INVALID_FORMAT', path: ['after'] }],
    });
  });

  it('refuses a cursor of another month', async () => {
    const { cursors } = await store.page({ month: '2026-10' }, 1, undefined);
    await expect(store.page({ month: '2026-11' }, 10, cursors[0])).rejects.toThrow('INVALID_FORMAT');
  });

  it('refuses an index row that is none', async () => {
    await tables.put({ pk: 'CUS#x', sk: 'PROFILE', listShard: 'CUSTOMERS#00', listSort: '2020-01' });
    await expect(store.page({}, 50, undefined)).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});

describe('what a page costs', () => {
  let tables: Tables;
  let store: CustomerStore;
  beforeAll(async () => {
    tables = await startTables();
    store = createCustomerStore(tables);
  }, 60_000);
  afterAll(() => tables.stop());

  it('few customers over many shards: five rounds at most', async () => {
    await storeCustomers(
      tables,
      Array.from({ length: 20 }, () => randomCustomer()),
    );
    const rounds = tables.countRounds('QueryCommand');
    const page = await store.page({}, 50, undefined);
    expect(page.ids).toHaveLength(20);
    expect(rounds()).toBeLessThanOrEqual(5);
  });

  it('many customers: one query', async () => {
    const many: Customer[] = [];
    while (many.length < 60) {
      const one = randomCustomer();
      if (shardOf(one.id) === 'CUSTOMERS#00') many.push(one);
    }
    await storeCustomers(tables, many);
    tables.sent.length = 0;
    const page = await store.page({}, 50, undefined);
    expect(page).toMatchObject({ hasNextPage: true });
    expect(tables.sent).toEqual(['QueryCommand']);
  });
});
