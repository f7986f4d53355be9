import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Customer } from '../../lambda/domain/customer/customer.ts';
import type { CustomerStore } from '../../lambda/domain/ports/customers.ts';
import { createCustomerStore } from '../../lambda/store/customers.ts';
import { randomCustomer, storeCustomers } from './random-customers.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: CustomerStore;
beforeAll(async () => {
  tables = await startTables();
  store = createCustomerStore(tables);
}, 60_000);
afterAll(() => tables.stop());
beforeEach(() => {
  tables.sent.length = 0;
});

describe('customers', () => {
  it('come back as they were stored, in the order asked, in one batch', async () => {
    const customers = Array.from({ length: 50 }, () => randomCustomer());
    await storeCustomers(tables, customers);
    const asked = [...customers].reverse().map((customer) => customer.id);
    tables.sent.length = 0;
    const loaded = await store.load(asked);
    expect(tables.sent).toEqual(['BatchGetItemCommand']);
    expect(loaded.map((one) => one?.customer)).toEqual([...customers].reverse());
    expect(loaded.map((one) => one?.keyring.subjectId)).toEqual(asked);
    expect(await store.record(asked[0] ?? '')).toEqual(customers.at(-1));
  });

  it('are undefined where there is none, and asked twice come twice', async () => {
    const one = randomCustomer();
    await storeCustomers(tables, [one]);
    const loaded = await store.load([one.id, 'nobody', one.id]);
    expect(loaded.map((found) => found?.customer.id)).toEqual([one.id, undefined, one.id]);
    expect(await store.load([])).toEqual([]);
    expect(await store.record('nobody')).toBeUndefined();
  });

  it('tell their states and versions alone, in the order asked, in one batch that reads nothing else', async () => {
    const [one, other] = [randomCustomer(), { ...randomCustomer(), state: 'ERASING' } as const];
    await storeCustomers(tables, [one, other]);
    tables.sent.length = 0;
    expect(await store.heads([other.id, 'nobody', one.id])).toEqual([
      { id: other.id, state: 'ERASING', version: other.version },
      undefined,
      { id: one.id, state: one.state, version: one.version },
    ]);
    expect(tables.sent).toEqual(['BatchGetItemCommand']);
    expect(await store.heads([])).toEqual([]);
  });

  it('are nobody without keys', async () => {
    const shredded = randomCustomer();
    await tables.commit(store.insert(shredded));
    expect(await store.load([shredded.id])).toEqual([undefined]);
  });

  it('are replaced only as they were read', async () => {
    const first = randomCustomer();
    await storeCustomers(tables, [first]);
    const mine: Customer = { ...first, version: 2, blobs: { payment: new Uint8Array(randomBytes(40)) } };
    const yours: Customer = { ...first, version: 2, language: 'en' };
    await tables.commit(store.replace(first, mine));
    await expect(tables.commit(store.replace(first, yours))).rejects.toThrow('STALE_REVISION');
    await expect(tables.commit(store.insert(yours))).rejects.toThrow('STALE_REVISION');
    expect((await store.load([first.id]))[0]?.customer).toEqual(mine);
  });

  it.each([
    ['an unknown state', { customerState: 'DISSOLVED' }],
    ['a blob that is text', { blob_contact: 'text' }],
    ['another kind of row', { kind: 'JOB' }],
    ['a version of zero', { version: 0 }],
    ["another customer's row", { id: 'somebody-else' }],
  ])('refuse %s', async (_, wrong) => {
    const one = randomCustomer();
    await storeCustomers(tables, [one]);
    const row = (await tables.items()).find((item) => item.pk?.S === `CUS#${one.id}`);
    expect(row).toBeDefined();
    await tables.putOver({ pk: `CUS#${one.id}`, sk: 'PROFILE' }, wrong);
    await expect(store.load([one.id])).rejects.toThrow('INTEGRITY_VIOLATION');
    await expect(store.record(one.id)).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});

describe('a batch that the table answers in part', () => {
  it('is asked for again until it is whole', async () => {
    const customers = Array.from({ length: 6 }, () => randomCustomer());
    await storeCustomers(tables, customers);
    const restore = tables.putOffKeys({ times: 3 });
    const loaded = await store.load(customers.map((customer) => customer.id));
    restore();
    expect(loaded.map((one) => one?.customer)).toEqual(customers);
    expect(tables.sent.filter((name) => name === 'BatchGetItemCommand')).toHaveLength(4);
  });

  it('is given up in the end', async () => {
    const restore = tables.putOffKeys({ times: 99 });
    await expect(store.load(['a', 'b'])).rejects.toThrow('TEMPORARILY_UNAVAILABLE');
    restore();
  });
});
