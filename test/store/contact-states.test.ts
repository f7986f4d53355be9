import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import type { ContactState } from '../../lambda/domain/ports/contact.ts';
import { contactStateKey, createContactStateStore } from '../../lambda/store/contact-states.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

const made = (): ContactState => ({
  customerId: randomUUID(),
  version: 1,
  addressState: 'VERIFIED',
  emailIndexes: [randomUUID()],
  verifiedAt: '2026-11-22T05:00:00.000Z',
  isHeld: false,
  isRestricted: false,
  advertisedAt: ['2026-11-22T06:00:00.000Z'],
  products: { hosting: '2027-01-01T00:00:00.000Z' },
});
const next = (state: ContactState, changes: Partial<ContactState> = {}): ContactState => ({
  ...state,
  ...changes,
  version: state.version + 1,
});
const store = () => createContactStateStore({ ...tables, now: () => new Date() });

describe('contact states', () => {
  it('are kept whole, and once', async () => {
    const state = made();
    await tables.commit(store().insert(state));
    expect(await store().load(state.customerId)).toEqual(state);
    expect(await store().load(randomUUID())).toBeUndefined();
    await expect(tables.commit(store().insert(next(state)))).rejects.toThrow('STALE_REVISION');
  });

  it('give way to whoever changed them first, and nothing beside is written then', async () => {
    const [state, other] = [made(), made()];
    await tables.commit(store().insert(state), store().insert(other));
    const first = next(state, { isHeld: true });
    await tables.commit(store().replace(state, first));
    const late = next(state, { advertisedAt: [] });
    const beside = store().replace(other, next(other));
    await expect(tables.commit(beside, store().replace(state, late))).rejects.toThrow('STALE_REVISION');
    expect(await store().load(state.customerId)).toEqual(first);
    expect(await store().load(other.customerId)).toEqual(other);
    await tables.commit(store().replace(first, next(first, { isHeld: false })));
    expect((await store().load(state.customerId))?.version).toBe(3);
  });

  it('of changes at once, one is made', async () => {
    const state = made();
    await tables.commit(store().insert(state));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) =>
        tables.commit(store().replace(state, next(state, { emailIndexes: [`index-${n}`] }))),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await store().load(state.customerId))?.version).toBe(2);
  });

  it('hold a transaction to what was read', async () => {
    const [state, other] = [made(), made()];
    await tables.commit(store().insert(state), store().insert(other));
    await tables.commit(store().unchanged(state), store().replace(other, next(other)));
    await tables.commit(store().replace(state, next(state)));
    const beside = store().replace(next(other), next(next(other)));
    await expect(tables.commit(store().unchanged(state), beside)).rejects.toThrow('STALE_REVISION');
    expect((await store().load(other.customerId))?.version).toBe(2);
  });

  it('that are put aside are no more due, whatever is in them', async () => {
    const state = made();
    await tables.commit(store().insert(state));
    await tables.putOver(contactStateKey(state.customerId), { addressState: 'NONE_SUCH' });
    const due = async () => {
      const shards = Array.from({ length: limits.indexShards }, (_, shard) =>
        store().due(shard, new Date('2030-01-01T00:00:00Z'), 50),
      );
      return (await Promise.all(shards)).flat().includes(state.customerId);
    };
    expect(await due()).toBe(true);
    await store().park(state.customerId);
    expect(await due()).toBe(false);
    await expect(store().load(state.customerId)).rejects.toThrow('INTEGRITY_VIOLATION');
  });

  it('that were moved to another customer are not theirs', async () => {
    const [state, other] = [made(), made()];
    await tables.commit(store().insert(state));
    await tables.put({ ...contactStateKey(other.customerId), kind: 'CONTACT_STATE', ...state });
    await expect(store().load(other.customerId)).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});
