import { randomBytes, randomUUID } from 'node:crypto';
import { DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataClass } from '../../lambda/domain/access.ts';
import type { AddedKeys, SubjectKeys } from '../../lambda/domain/stored-keys.ts';
import { keyringFromItem, subjectKey } from '../../lambda/store/keys.ts';
import { startKeyCloud } from '../crypto/key-cloud.ts';

let cloud: Awaited<ReturnType<typeof startKeyCloud>>;
let table = '';
let store: ReturnType<typeof cloud.storeOf>;
beforeAll(async () => {
  cloud = await startKeyCloud();
  table = await cloud.newTable();
  store = cloud.storeOf(table);
});
afterAll(() => cloud.stop());

const aDek = () => ({ version: 1, wrapped: randomBytes(98) });
const adding = (keys: SubjectKeys, added: Partial<Record<DataClass, AddedKeys>>): SubjectKeys => ({
  ...keys,
  added: new Map(Object.entries(added) as [DataClass, AddedKeys][]),
});
const save = (keys: SubjectKeys) => cloud.commit(store.saveSubject(keys));
const load = async (subjectId: string) => (await store.loadSubject(subjectId)) as SubjectKeys;

/** A stored subject with one class. */
async function stored() {
  const subjectId = randomUUID();
  const [dek, revision] = [aDek(), randomBytes(36)];
  expect(await save(adding(store.newSubject(subjectId), { contact: { dek, revision } }))).toBe(true);
  return { subjectId, dek, revision, keys: await load(subjectId) };
}

describe('named keys and versions', () => {
  test('are stored once and never overwritten', async () => {
    const [name, one] = [randomUUID(), randomBytes(50)];
    expect(await store.loadKey(name)).toBeUndefined();
    expect(await store.insertKey(name, one)).toBe(true);
    expect(await store.insertKey(name, randomBytes(50))).toBe(false);
    expect(Buffer.from((await store.loadKey(name)) ?? [])).toEqual(one);
    expect(await store.insertVersions(`${name}-v`, { current: 2, alsoRead: [1] })).toBe(true);
    expect(await store.insertVersions(`${name}-v`, { current: 1, alsoRead: [] })).toBe(false);
    expect(await store.loadVersions(`${name}-v`)).toEqual({ current: 2, alsoRead: [1] });
  });
});

describe('a keyring', () => {
  test('is read as it was written; nothing added is nothing to write', async () => {
    const { keys, subjectId, dek, revision } = await stored();
    expect(keys.subjectId).toBe(subjectId);
    expect(keys.classes).toEqual({
      contact: {
        current: 1,
        wrapped: new Map([[1, new Uint8Array(dek.wrapped)]]),
        revision: new Uint8Array(revision),
      },
    });
    expect(store.saveSubject(keys)).toBeUndefined();
  });

  test('of a new subject is refused when another was faster', async () => {
    const subjectId = randomUUID();
    const make = () => save(adding(store.newSubject(subjectId), { contact: { dek: aDek() } }));
    expect([await make(), await make()]).toEqual([true, false]);
  });

  test('gets a class beside the ones it has, and they survive', async () => {
    const { keys, subjectId } = await stored();
    const added = { dek: aDek(), revision: randomBytes(36) };
    expect(await save(adding(keys, { payment: added }))).toBe(true);
    const after = await load(subjectId);
    expect(after.classes.contact).toEqual(keys.classes.contact);
    expect(after.classes.payment?.revision).toEqual(new Uint8Array(added.revision));
  });

  test('two who change the same revision: one is refused; two who change different classes: none', async () => {
    const { keys } = await stored();
    const next = () => save(adding(keys, { contact: { revision: randomBytes(36) } }));
    expect([await next(), await next()]).toEqual([true, false]);
    expect(await save(adding(keys, { payment: { dek: aDek(), revision: randomBytes(36) } }))).toBe(true);
    expect(await save(adding(keys, { payment: { dek: aDek(), revision: randomBytes(36) } }))).toBe(false);
    expect(await save(adding(keys, { identity: { dek: aDek() } }))).toBe(true);
    expect(await save(adding(keys, { identity: { dek: aDek() } }))).toBe(false);
  });

  test('of a subject erased meanwhile does not come back', async () => {
    const { keys, subjectId } = await stored();
    await cloud.dynamo.send(new DeleteItemCommand({ TableName: table, Key: subjectKey(subjectId) }));
    expect(await save(adding(keys, { payment: { dek: aDek() } }))).toBe(false);
    expect(await save(adding(keys, { contact: { revision: randomBytes(36) } }))).toBe(false);
    expect(await store.loadSubject(subjectId)).toBeUndefined();
  });

  test('of a class shredded meanwhile is refused', async () => {
    const { keys, subjectId, revision } = await stored();
    const shred = { ...keys, classes: {} };
    await cloud.dynamo.send(new DeleteItemCommand({ TableName: table, Key: subjectKey(subjectId) }));
    expect(await save(adding({ ...shred, stored: false }, { payment: { dek: aDek() } }))).toBe(true);
    expect(await save(adding(keys, { contact: { revision } }))).toBe(false);
  });

  test('says STALE_REVISION when its condition fails', async () => {
    const { keys } = await stored();
    expect(store.saveSubject(adding(keys, { contact: { revision: randomBytes(36) } }))?.refusal).toBe(
      'STALE_REVISION',
    );
    const fresh = adding(store.newSubject(randomUUID()), { contact: { dek: aDek() } });
    expect(store.saveSubject(fresh)?.refusal).toBe('STALE_REVISION');
  });

  test('is refused when the item is not one', async () => {
    const { subjectId } = await stored();
    const key = { TableName: table, Key: subjectKey(subjectId) };
    const { Item } = await cloud.dynamo.send(new GetItemCommand(key));
    const { cur_contact: current, ...without } = Item ?? {};
    const wrong = { S: 'x' };
    const items = [
      without,
      { ...without, cur_contact: wrong },
      { ...without, cur_contact: { N: '2' } },
      { ...Item, dek_contact_1: wrong },
      { ...Item, rev_contact: wrong },
      { ...Item, cur_contact: { N: '70000' }, dek_contact_70000: { B: randomBytes(98) } },
      { ...Item, rev_payment: { B: randomBytes(36) } },
      { cur_contact: { N: '1' } },
    ];
    expect(current).toEqual({ N: '1' });
    expect(() => keyringFromItem(Item ?? {})).not.toThrow();
    for (const item of items) expect(() => keyringFromItem(item)).toThrow('INTEGRITY_VIOLATION');
  });
});
