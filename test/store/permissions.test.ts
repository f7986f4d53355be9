import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permission } from '../../lambda/domain/permission/permission.ts';
import { createPermissionStore } from '../../lambda/store/permissions.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createPermissionStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createPermissionStore(tables);
}, 60_000);
afterAll(() => tables.stop());

const permission = (changes: Partial<Permission> = {}): Permission => ({
  id: 'A',
  customerId: randomUUID(),
  recipientId: 'rec-one',
  purpose: 'DISPUTE',
  fields: ['name', 'address'],
  state: 'ACTIVE',
  version: 1,
  grantedAt: '2026-01-01T00:00:00.000Z',
  until: '2027-01-01T00:00:00.000Z',
  revokedAt: undefined,
  ...changes,
});

describe('permissions', () => {
  it('come back as they were put, newest first, over the version read alone', async () => {
    const first = permission();
    const second = permission({ customerId: first.customerId, id: 'B', until: undefined });
    await tables.commit(store.put(undefined, first), store.put(undefined, second));
    expect(await store.ofCustomer(first.customerId)).toEqual([second, first]);
    expect(await store.load(first.customerId, 'A')).toEqual(first);
    expect(await store.load(randomUUID(), 'A')).toBeUndefined();
    const revoked = { ...first, state: 'REVOKED', version: 2, revokedAt: first.grantedAt } as const;
    await tables.commit(store.put(first, revoked));
    expect(await store.load(first.customerId, 'A')).toEqual(revoked);
    await expect(tables.commit(store.put(first, revoked))).rejects.toThrow('STALE_REVISION');
    await expect(tables.commit(store.put(undefined, first))).rejects.toThrow('STALE_REVISION');
    await expect(tables.commit(store.unchanged(first))).rejects.toThrow('STALE_REVISION');
    await tables.commit(store.unchanged(revoked));
  });

  it('permit nothing of another customer', async () => {
    const one = permission();
    await tables.commit(store.put(undefined, one));
    const at = { pk: `CUS#${one.customerId}`, sk: 'PERMISSION#A' };
    for (const wrong of [{ customerId: 'another' }, { fields: ['soul'] }, { state: 'MAYBE' }]) {
      await tables.putOver(at, wrong);
      await expect(store.load(one.customerId, 'A')).rejects.toThrow('INTEGRITY_VIOLATION');
      await expect(store.ofCustomer(one.customerId)).rejects.toThrow('INTEGRITY_VIOLATION');
      await tables.putOver(at, { customerId: one.customerId, fields: one.fields, state: one.state });
      expect(await store.load(one.customerId, 'A')).toEqual(one);
    }
    await tables.putOver(at, { id: 'B' });
    await expect(store.load(one.customerId, 'A')).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});
