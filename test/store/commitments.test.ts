import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import type { Commitment } from '../../lambda/domain/commitment/commitment.ts';
import { createCommitmentStore } from '../../lambda/store/commitments.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createCommitmentStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createCommitmentStore(tables);
}, 60_000);
afterAll(() => tables.stop());

const commitment = (changes: Partial<Commitment> = {}): Commitment => ({
  id: randomUUID(),
  recipientId: `rec-${randomUUID()}`,
  state: 'PROPOSED',
  version: 1,
  purpose: 'PAYMENT',
  fields: ['card', 'billingName'],
  from: '2020-01-01T00:00:00.000Z',
  until: '2021-06-01T00:00:00.000Z',
  sealedDuties: new Uint8Array([1, 2]),
  document: { id: 'd', subjectId: 's', digest: 'abc', contentType: 'application/pdf', bytes: 12 },
  recordedAt: '2020-01-01T00:00:00.000Z',
  recordedBy: 'somebody',
  approvedAt: undefined,
  approvedBy: undefined,
  endedAt: undefined,
  endedBy: undefined,
  warnedAt: undefined,
  ...changes,
});
const active = {
  state: 'ACTIVE',
  version: 2,
  approvedAt: '2020-01-02T00:00:00.000Z',
  approvedBy: 'another',
} as const;
/** Of one commitment, among all that are due. */
const isDue = async ({ recipientId, id }: Commitment, until: string) => {
  const shards = Array.from({ length: limits.indexShards }, (_, shard) => shard);
  const due = await Promise.all(shards.map((shard) => store.due(shard, new Date(until), 100)));
  return due.flat().some((one) => one.recipientId === recipientId && one.id === id);
};

describe('commitments', () => {
  it('come back as they were put, with their recipient’s others, over the version read alone', async () => {
    const first = commitment({ id: 'A' });
    const second = commitment({ id: 'B', recipientId: first.recipientId });
    await tables.commit(store.put(undefined, first), store.put(undefined, second));
    expect(await store.load(first.recipientId, 'A')).toEqual(first);
    expect(await store.ofRecipient(first.recipientId)).toEqual([second, first]);
    expect(await store.load('rec-other', 'A')).toBeUndefined();
    await expect(tables.commit(store.put(undefined, first))).rejects.toThrow('STALE_REVISION');
    const approved = { ...first, ...active };
    await tables.commit(store.put(first, approved));
    await expect(tables.commit(store.put(first, approved))).rejects.toThrow('STALE_REVISION');
    await expect(tables.commit(store.unchanged(first))).rejects.toThrow('STALE_REVISION');
    await tables.commit(store.unchanged(approved));
    expect(await store.load(first.recipientId, 'A')).toEqual(approved);
  });

  it('are due 30 days before their end, then at it, and never once they have ended', async () => {
    const first = commitment();
    await tables.commit(store.put(undefined, first));
    expect(await isDue(first, '2021-05-31T23:59:59.999Z')).toBe(false);
    expect(await isDue(first, '2021-06-01T00:00:00.000Z')).toBe(true);
    const approved = { ...first, ...active };
    await tables.commit(store.put(first, approved));
    expect(await isDue(first, '2021-05-01T23:59:59.999Z')).toBe(false);
    expect(await isDue(first, '2021-05-02T00:00:00.000Z')).toBe(true);
    const warned = { ...approved, version: 3, warnedAt: '2021-05-02T00:00:00.000Z' };
    await tables.commit(store.put(approved, warned));
    expect(await isDue(first, '2021-05-31T23:59:59.999Z')).toBe(false);
    expect(await isDue(first, '2021-06-01T00:00:00.000Z')).toBe(true);
    const ended = { ...warned, version: 4, state: 'ENDED', endedAt: warned.until } as const;
    await tables.commit(store.put(warned, ended));
    expect(await isDue(first, '2031-06-01T00:00:00.000Z')).toBe(false);
    expect(await store.load(first.recipientId, first.id)).toEqual(ended);
  });

  it('count for no other recipient than their own', async () => {
    const one = commitment();
    await tables.commit(store.put(undefined, one));
    const at = { pk: `RECIPIENT#${one.recipientId}`, sk: `COMMITMENT#${one.id}` };
    for (const wrong of [{ recipientId: 'rec-other' }, { fields: ['soul'] }, { until: 'never' }]) {
      await tables.putOver(at, wrong);
      await expect(store.load(one.recipientId, one.id)).rejects.toThrow('INTEGRITY_VIOLATION');
      await expect(store.ofRecipient(one.recipientId)).rejects.toThrow('INTEGRITY_VIOLATION');
      await tables.putOver(at, { recipientId: one.recipientId, fields: one.fields, until: one.until });
      expect(await store.load(one.recipientId, one.id)).toEqual(one);
    }
    await tables.putOver(at, { id: 'another' });
    await expect(store.load(one.recipientId, one.id)).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});
