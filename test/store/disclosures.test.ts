import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import type { CustomerDisclosure, Disclosure } from '../../lambda/domain/disclosure/disclosure.ts';
import { nothingYet } from '../../lambda/domain/disclosure/nothing-yet.ts';
import { createDisclosureStore } from '../../lambda/store/disclosures.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createDisclosureStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createDisclosureStore(tables);
}, 60_000);
afterAll(() => tables.stop());

const order = {
  kind: 'LEGAL_ORDER',
  sealedInstrument: new Uint8Array([4]),
  scope: ['name', 'phone'],
  document: { id: 'd', subjectId: 's', digest: 'abc', contentType: 'application/pdf', bytes: 12 },
  withheldUntil: '2027-01-01T00:00:00.000Z',
} as const;
const disclosure = (changes: Partial<Disclosure> = {}): Disclosure => ({
  id: `dis-${randomBytes(13).toString('hex').toUpperCase()}`,
  recipientId: 'rec-one',
  basis: order,
  purpose: 'DISPUTE',
  fields: ['name'],
  customerIds: ['one', 'two'],
  state: 'OPENED',
  version: 1,
  receivedAt: '2020-01-01T00:00:00.000Z',
  urgency: { sealedClaimedBy: new Uint8Array([5]) },
  dueAt: '2020-01-02T00:00:00.000Z',
  openedAt: '2020-01-01T00:00:00.000Z',
  openedBy: 'somebody',
  ...nothingYet,
  ...changes,
});
const sealed = {
  state: 'SEALED',
  version: 2,
  approvedKey: 'thumbprint',
  sealedReason: new Uint8Array([1, 2]),
  package: {
    digest: 'abc',
    bytes: 5,
    sealedAt: '2020-01-01T10:00:00.000Z',
    expiresAt: '2020-01-08T10:00:00.000Z',
    sealedManifest: new Uint8Array([6]),
    receiptHash: 'def',
    keyThumbprint: undefined,
    sealedPassphrase: new Uint8Array([3]),
    passphraseReadBy: ['one'],
    linksMadeBy: [],
    destroyedAt: undefined,
  },
} as const;
const isDue = async (id: string, until: string) => {
  const shards = Array.from({ length: limits.indexShards }, (_, shard) => shard);
  return (await Promise.all(shards.map((shard) => store.due(shard, new Date(until), 100))))
    .flat()
    .includes(id);
};

describe('disclosures', () => {
  it('come back as they were put, on each basis, over the version read alone', async () => {
    const bases = [
      order,
      { ...order, withheldUntil: undefined },
      { kind: 'PERMISSION' },
      { kind: 'COMMITMENT', commitmentId: 'C' },
    ] as const;
    for (const basis of bases) {
      const first = disclosure({ basis, urgency: undefined });
      await tables.commit(...store.put(undefined, first));
      expect(await store.load(first.id)).toEqual(first);
      const next = { ...first, ...sealed };
      await tables.commit(...store.put(first, next));
      expect(await store.load(first.id)).toEqual(next);
      await expect(tables.commit(...store.put(first, next))).rejects.toThrow('STALE_REVISION');
    }
    expect(await store.load('dis-none')).toBeUndefined();
  });

  it('are due an hour before their clock runs out, once handed out at the end of their package, then no more', async () => {
    const first = disclosure();
    await tables.commit(...store.put(undefined, first));
    expect(await isDue(first.id, '2020-01-01T22:59:59.999Z')).toBe(false);
    expect(await isDue(first.id, '2020-01-01T23:00:00.000Z')).toBe(true);
    // Sealed and not handed out is no answer.
    const lying = { ...first, ...sealed, handedOutAt: undefined };
    await tables.commit(...store.put(first, lying));
    expect(await isDue(first.id, '2020-01-01T22:59:59.999Z')).toBe(false);
    expect(await isDue(first.id, '2020-01-01T23:00:00.000Z')).toBe(true);
    const next = { ...lying, version: 3, handedOutAt: '2020-01-02T10:00:00.000Z' };
    await tables.commit(...store.put(lying, next));
    expect(await isDue(first.id, '2020-01-08T09:59:59.999Z')).toBe(false);
    expect(await isDue(first.id, '2020-01-08T10:00:00.000Z')).toBe(true);
    await tables.commit(...store.put(next, { ...next, version: 4, state: 'EXPIRED' }));
    expect(await isDue(first.id, '2030-01-01T00:00:00.000Z')).toBe(false);
    const unhurried = disclosure({ dueAt: undefined });
    await tables.commit(...store.put(undefined, unhurried));
    // Whoever is to decide on it has two weeks.
    expect(await isDue(unhurried.id, '2020-01-14T23:59:59.999Z')).toBe(false);
    expect(await isDue(unhurried.id, '2020-01-15T00:00:00.000Z')).toBe(true);
    await tables.commit(...store.put(unhurried, { ...unhurried, version: 2, state: 'APPROVED' }));
    expect(await isDue(unhurried.id, '2030-01-01T00:00:00.000Z')).toBe(false);
  });

  it('are listed, the last opened first', async () => {
    const days = ['02', '03'].map((day) => disclosure({ openedAt: `2031-01-${day}T00:00:00.000Z` }));
    for (const one of days) await tables.commit(...store.put(undefined, one));
    const { disclosures } = await store.page(2, undefined);
    expect(disclosures.map((found) => found.disclosure)).toEqual(days.toReversed());
    const next = await store.page(1, disclosures[0]?.cursor);
    expect(next.disclosures[0]?.disclosure).toEqual(days[0]);
    await expect(store.page(1, 'nonsense')).rejects.toThrow('INVALID_FORMAT');
  });

  it('are refused when a row was moved or is none', async () => {
    const one = disclosure();
    await tables.commit(...store.put(undefined, one));
    const at = { pk: `DISCLOSURE#${one.id}`, sk: 'DISCLOSURE' };
    for (const wrong of [{ id: 'another' }, { basis: { kind: 'WISH' } }, { state: 'GOOD' }]) {
      await tables.putOver(at, wrong);
      await expect(store.load(one.id)).rejects.toThrow('INTEGRITY_VIOLATION');
      await tables.putOver(at, { id: one.id, basis: one.basis, state: one.state });
      expect(await store.load(one.id)).toEqual(one);
    }
  });
});

describe('what became of a customer in them', () => {
  const result = (changes: Partial<CustomerDisclosure> = {}): CustomerDisclosure => ({
    disclosureId: 'dis-one',
    customerId: randomUUID(),
    recipientId: 'rec-one',
    recipientName: 'Cơ quan',
    basis: 'LEGAL_ORDER',
    purpose: 'DISPUTE',
    sealedOrderReference: undefined,
    fields: ['name'],
    result: 'PENDING',
    cause: undefined,
    version: 1,
    at: '2026-01-01T00:00:00.000Z',
    withheldUntil: '2027-01-01T00:00:00.000Z',
    toldAt: undefined,
    ...changes,
  });

  it('lies with the customer, newest first, over the version read alone', async () => {
    const first = result();
    const { customerId } = first;
    const later = {
      at: '2026-02-01T00:00:00.000Z',
      withheldUntil: undefined,
      sealedOrderReference: new Uint8Array([7]),
    };
    const second = result({ customerId, disclosureId: 'dis-a', ...later });
    await tables.commit(store.putOfCustomer(undefined, first), store.putOfCustomer(undefined, second));
    expect(await store.ofCustomer(customerId)).toEqual([second, first]);
    expect(await store.loadOfCustomer(customerId, 'dis-one')).toEqual(first);
    const told = { ...first, version: 2, result: 'GIVEN', toldAt: later.at } as const;
    await tables.commit(store.putOfCustomer(first, told));
    expect(await store.loadOfCustomer(customerId, 'dis-one')).toEqual(told);
    await expect(tables.commit(store.putOfCustomer(first, told))).rejects.toThrow('STALE_REVISION');
    await expect(tables.commit(store.putOfCustomer(undefined, first))).rejects.toThrow('STALE_REVISION');
    expect(await store.ofCustomer(randomUUID())).toEqual([]);
  });

  it('is refused in another customer’s place', async () => {
    const one = result();
    await tables.commit(store.putOfCustomer(undefined, one));
    const at = { pk: `CUS#${one.customerId}`, sk: 'DISCLOSURE#dis-one' };
    await tables.putOver(at, { customerId: 'another' });
    await expect(store.ofCustomer(one.customerId)).rejects.toThrow('INTEGRITY_VIOLATION');
    await expect(store.loadOfCustomer(one.customerId, 'dis-one')).rejects.toThrow('INTEGRITY_VIOLATION');
    await tables.putOver(at, { customerId: one.customerId, disclosureId: 'dis-two' });
    await expect(store.loadOfCustomer(one.customerId, 'dis-one')).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});
