import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBindingStore } from '../../lambda/store/bindings.ts';
import { createPhoneStore } from '../../lambda/store/phones.ts';
import { createReferenceStore } from '../../lambda/store/references.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

describe('bindings', () => {
  it('bind a subject once', async () => {
    const store = createBindingStore(tables);
    const subject = randomUUID();
    expect(await store.find([subject])).toBeUndefined();
    await tables.commit(store.insert(subject, 'first'));
    await expect(tables.commit(store.insert(subject, 'second'))).rejects.toThrow('ALREADY_REGISTERED');
    expect(await store.find([subject])).toBe('first');
    // While the index key rotates, an older index is looked up as well.
    expect(await store.find([randomUUID(), subject])).toBe('first');
  });

  it('refuse a row that is none', async () => {
    await tables.put({ pk: 'SUB#odd', sk: 'BINDING', kind: 'BINDING' });
    await expect(createBindingStore(tables).find(['odd'])).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});

describe('phones', () => {
  it('are shared, and let go one by one', async () => {
    const store = createPhoneStore(tables);
    const [office, older] = [randomUUID(), randomUUID()];
    await tables.commit(store.put(office, 'a'), store.put(office, 'b'), store.put(older, 'b'));
    // Written again, as when a customer comes back to a number.
    await tables.commit(store.put(office, 'a'));
    expect(await store.find([office])).toEqual(['a', 'b']);
    expect(await store.find([office, older])).toEqual(['a', 'b']);
    await tables.commit(store.delete(office, 'a'));
    await tables.commit(store.delete(office, 'a'));
    expect(await store.find([office])).toEqual(['b']);
    expect(await store.find([randomUUID()])).toEqual([]);
  });
});

describe('references', () => {
  it('belong to one customer, who has them sealed', async () => {
    const store = createReferenceStore(tables);
    const [first, second] = [randomUUID(), randomUUID()];
    const sealed = new Uint8Array(randomBytes(30));
    const at = new Date('2026-11-22T05:00:00.123Z');
    await tables.commit(...store.insert(first, 'a', sealed, at));
    await tables.commit(...store.insert(second, 'a', sealed, at));
    const taken = tables.commit(...store.insert(first, 'b', sealed, at));
    await expect(taken).rejects.toMatchObject({ issues: [{ code: 'REFERENCE_TAKEN', path: ['number'] }] });
    expect(await store.find([randomUUID(), first])).toBe('a');
    expect(await store.find([randomUUID()])).toBeUndefined();
    const linkedAt = at.toISOString();
    const ids = first < second ? [first, second] : [second, first];
    expect(await store.ofCustomer('a')).toEqual(ids.map((id) => ({ id, sealed, linkedAt })));
    expect(await store.ofCustomer('b')).toEqual([]);
  });
});

describe('rows outside the customer’s partition', () => {
  it('are found by their owner, every one', async () => {
    const [owner, index] = [randomUUID(), randomUUID()];
    await tables.commit(
      createBindingStore(tables).insert(index, owner),
      createPhoneStore(tables).put(index, owner),
      ...createReferenceStore(tables).insert(index, owner, new Uint8Array(1), new Date(0)),
    );
    const kinds = (await tables.ownedBy(owner)).map((item) => item.kind?.S);
    expect(kinds).toEqual(['PHONE', 'REFERENCE', 'BINDING']);
  });
});
