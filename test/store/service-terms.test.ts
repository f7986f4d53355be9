import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import type { ServiceTerm } from '../../lambda/domain/service/service-term.ts';
import { createServiceTermStore } from '../../lambda/store/service-terms.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createServiceTermStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createServiceTermStore(tables);
}, 60_000);
afterAll(() => tables.stop());

const term = (changes: Partial<ServiceTerm> = {}): ServiceTerm => ({
  id: randomUUID(),
  customerId: randomUUID(),
  product: 'hosting.small',
  sealedName: new Uint8Array(randomBytes(20)),
  expiresAt: '2027-01-01T00:00:00.000Z',
  version: 1,
  nextNotice: { days: 30, dueAt: '2026-12-02T00:00:00.000Z' },
  lastMailId: undefined,
  ...changes,
});
/** All that is due, of every shard. */
const dueBy = async (until: string, first = 100) => {
  const shards = Array.from({ length: limits.indexShards }, (_, shard) => shard);
  const due = await Promise.all(shards.map((shard) => store.due(shard, new Date(until), first)));
  return due.flat();
};

describe('service terms', () => {
  it('come back as they were put, alone and with the customer’s others', async () => {
    const one = term();
    const other = term({ customerId: one.customerId, nextNotice: undefined, lastMailId: 'mail' });
    await tables.commit(store.put(undefined, one), store.put(undefined, other));
    expect(await store.load(one.customerId, one.id)).toEqual(one);
    expect(await store.load(one.customerId, other.id)).toEqual(other);
    expect(new Set(await store.ofCustomer(one.customerId))).toEqual(new Set([one, other]));
    expect(await store.load(randomUUID(), one.id)).toBeUndefined();
    expect(await store.ofCustomer(randomUUID())).toEqual([]);
  });

  it('are put where there is none, and over the version read alone', async () => {
    const first = term();
    await tables.commit(store.put(undefined, first));
    await expect(tables.commit(store.put(undefined, { ...first, product: 'x' }))).rejects.toThrow(
      'STALE_REVISION',
    );
    const second = { ...first, version: 2, product: 'hosting.large' };
    await tables.commit(store.put(first, second));
    await expect(tables.commit(store.put(first, { ...first, version: 2 }))).rejects.toThrow('STALE_REVISION');
    expect(await store.load(first.customerId, first.id)).toEqual(second);
  });

  it('are due from the instant of their next notice, until they have none', async () => {
    const one = term({ nextNotice: { days: 7, dueAt: '2020-01-08T00:00:00.000Z' } });
    await tables.commit(store.put(undefined, one));
    const named = { customerId: one.customerId, termId: one.id };
    expect(await dueBy('2020-01-07T23:59:59.999Z')).toEqual([]);
    expect(await dueBy('2020-01-08T00:00:00.000Z')).toEqual([named]);
    const told = { ...one, version: 2, nextNotice: undefined };
    await tables.commit(store.put(one, told));
    expect(await dueBy('2020-02-01T00:00:00.000Z')).toEqual([]);
  });

  it('are parked: no longer due, and otherwise as they were', async () => {
    const one = term({ nextNotice: { days: 7, dueAt: '2020-01-08T00:00:00.000Z' } });
    await tables.commit(store.put(undefined, one));
    await store.park(one.customerId, one.id);
    expect(await dueBy('2020-02-01T00:00:00.000Z')).toEqual([]);
    expect(await store.load(one.customerId, one.id)).toEqual(one);
  });

  it('pass over items of the index that are no term', async () => {
    const one = term({ nextNotice: { days: 7, dueAt: '2019-01-08T00:00:00.000Z' } });
    await tables.commit(store.put(undefined, one));
    const [row] = (await tables.items()).filter((item) => item.id?.S === one.id);
    for (const n of [1, 2, 3])
      await tables.put({
        ...{ pk: `ODD#${n}`, sk: 'ODD', dueShard: row?.dueShard?.S, dueAt: '2018-01-01T00:00:00.000Z' },
      });
    expect(await dueBy('2019-02-01T00:00:00.000Z', 1)).toEqual([
      { customerId: one.customerId, termId: one.id },
    ]);
  });

  it('refuse a row that was moved, or is none', async () => {
    const one = term();
    await tables.commit(store.put(undefined, one));
    const [row] = (await tables.items()).filter((item) => item.id?.S === one.id);
    const at = { pk: row?.pk?.S ?? '', sk: row?.sk?.S ?? '' };
    for (const wrong of [
      { customerId: 'another' },
      { id: 'another' },
      { expiresAt: 'soon' },
      { version: 0 },
    ]) {
      await tables.putOver(at, {
        customerId: one.customerId,
        id: one.id,
        expiresAt: one.expiresAt,
        version: 1,
      });
      expect(await store.load(one.customerId, one.id)).toEqual(one);
      await tables.putOver(at, wrong);
      await expect(store.load(one.customerId, one.id)).rejects.toThrow('INTEGRITY_VIOLATION');
    }
    await tables.putOver(at, { customerId: 'another', version: 1 });
    await expect(store.ofCustomer(one.customerId)).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});
