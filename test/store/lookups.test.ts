import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LookupRow } from '../../lambda/domain/lookup.ts';
import { createBindingStore } from '../../lambda/store/bindings.ts';
import { createPhoneStore } from '../../lambda/store/phones.ts';
import { createReferenceStore } from '../../lambda/store/references.ts';
import { startTables, type Tables } from './start-tables.ts';

const rowsOf = (indexes: readonly string[], ownerId: string): readonly LookupRow[] =>
  indexes.map((index) => ({ index, ownerId, vouch: `${index} ${ownerId}` }));
const owners = (rows: readonly LookupRow[]) => [...new Set(rows.map((row) => row.ownerId))];

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

describe('bindings', () => {
  it('bind a subject once', async () => {
    const store = createBindingStore(tables);
    const subject = randomUUID();
    expect(await store.find([subject])).toEqual([]);
    await tables.commit(...store.insert(rowsOf([subject], 'first')));
    await expect(tables.commit(...store.insert(rowsOf([subject], 'second')))).rejects.toThrow(
      'ALREADY_REGISTERED',
    );
    expect(await store.find([subject])).toEqual(rowsOf([subject], 'first'));
    // While the index key rotates, an older index is looked up and written as well.
    const newer = randomUUID();
    expect(await store.find([newer, subject])).toEqual(rowsOf([subject], 'first'));
    await expect(tables.commit(...store.insert(rowsOf([newer, subject], 'second')))).rejects.toThrow(
      'ALREADY_REGISTERED',
    );
    expect(await store.find([newer])).toEqual([]);
    const [current, old] = [randomUUID(), randomUUID()];
    await tables.commit(...store.insert(rowsOf([current, old], 'third')));
    expect(await store.find([current, old])).toEqual(rowsOf([current, old], 'third'));
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
    await tables.commit(...store.put(rowsOf([office], 'a')), ...store.put(rowsOf([office, older], 'b')));
    // Written again, as when a customer comes back to a number.
    await tables.commit(...store.put(rowsOf([office], 'a')));
    expect(owners(await store.find([office]))).toEqual(['a', 'b']);
    expect(owners(await store.find([office, older]))).toEqual(['a', 'b']);
    await tables.commit(...store.delete([office, older], 'a'));
    await tables.commit(...store.delete([office, older], 'a'));
    expect(owners(await store.find([office]))).toEqual(['b']);
    expect(await store.find([randomUUID()])).toEqual([]);
  });
});

describe('references', () => {
  it('belong to one customer, who has them sealed', async () => {
    const store = createReferenceStore(tables);
    const [first, second] = [randomUUID(), randomUUID()];
    const sealed = new Uint8Array(randomBytes(30));
    const at = new Date('2026-11-22T05:00:00.123Z');
    const older = randomUUID();
    await tables.commit(
      ...store.insert(rowsOf([first], 'a'), { customerId: 'a', id: first, sealed, linkedAt: at }),
    );
    await tables.commit(
      ...store.insert(rowsOf([second, older], 'a'), { customerId: 'a', id: second, sealed, linkedAt: at }),
    );
    for (const indexes of [[first], [older], [randomUUID(), first]] as const) {
      const taken = tables.commit(
        ...store.insert(rowsOf(indexes, 'b'), { customerId: 'b', id: indexes[0], sealed, linkedAt: at }),
      );
      await expect(taken).rejects.toMatchObject({ issues: [{ code: 'REFERENCE_TAKEN', path: ['number'] }] });
    }
    expect(await store.find([randomUUID(), first])).toEqual(rowsOf([first], 'a'));
    expect(await store.find([older])).toEqual(rowsOf([older], 'a'));
    expect(await store.find([randomUUID()])).toEqual([]);
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
      ...createBindingStore(tables).insert(rowsOf([index], owner)),
      ...createPhoneStore(tables).put(rowsOf([index], owner)),
      ...createReferenceStore(tables).insert(rowsOf([index], owner), {
        customerId: owner,
        id: index,
        sealed: new Uint8Array(1),
        linkedAt: new Date(0),
      }),
    );
    const kinds = (await tables.ownedBy(owner)).map((item) => item.kind?.S);
    expect(kinds).toEqual(['PHONE', 'REFERENCE', 'BINDING']);
  });
});
