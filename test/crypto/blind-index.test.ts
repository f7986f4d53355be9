import { createHmac, randomUUID } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBlindIndex } from '../../lambda/crypto/blind-index.ts';
import { indexKinds, rotatingIndexKinds } from '../../lambda/domain/ports/blind-index.ts';
import { startKeyCloud } from './key-cloud.ts';

let cloud: Awaited<ReturnType<typeof startKeyCloud>>;
beforeAll(async () => {
  cloud = await startKeyCloud();
});
afterAll(() => cloud.stop());

const indexOf = (table: string, more: { createsKeys?: boolean } = {}) =>
  createBlindIndex({
    kms: cloud.kms,
    keyStore: cloud.storeOf(table),
    kmsKeyId: cloud.otherKmsKey,
    now: cloud.now,
    ...more,
  });
const contextOf = (version: number) => ({
  app: 'cloudfly-privacy',
  purpose: 'blind-index',
  version: String(version),
});

test('is the whole HMAC-SHA-256 over kind, a zero byte and the value, as base64url', async () => {
  const table = await cloud.newTable();
  const index = await indexOf(table).ready();
  const blob = await cloud.storeOf(table).loadKey('INDEX#000001');
  const { Plaintext } = await cloud.kms.send(
    new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: contextOf(1) }),
  );
  const value = randomUUID();
  const expected = createHmac('sha256', Plaintext ?? '')
    .update(`email\0${value}`)
    .digest('base64url');
  expect(index.of('email', value)).toBe(expected);
  expect(index.allOf('email', value)).toEqual([expected]);
});

test('tells kinds and values apart, and two forms of one Unicode text not', async () => {
  const index = await indexOf(await cloud.newTable()).ready();
  const value = 'nguyễn ánh tuyết';
  expect(new Set(indexKinds.map((kind) => index.of(kind, value))).size).toBe(indexKinds.length);
  expect(value.normalize('NFD')).not.toBe(value.normalize('NFC'));
  expect(index.of('email', value.normalize('NFD'))).toBe(index.of('email', value.normalize('NFC')));
  expect(index.of('email', value)).not.toBe(index.of('email', 'nguyen anh tuyet'));
});

test('costs a call of KMS for each of two keys in a cold process however many ask, none warm, and again after 15 minutes', async () => {
  const table = await cloud.newTable();
  const first = await indexOf(table).ready();
  const index = indexOf(table);
  const all = () => Promise.all(Array.from({ length: 300 }, () => index.ready()));
  expect(await cloud.callsDuring(all)).toEqual({ Decrypt: 2 });
  expect(await cloud.callsDuring(all)).toEqual({});
  cloud.minutesLater(15.1);
  expect(await cloud.callsDuring(all)).toEqual({ Decrypt: 2 });
  expect((await index.ready()).of('phone', '+84901234567')).toBe(first.of('phone', '+84901234567'));
});

test('while the key rotates both versions are looked up, the current one first', async () => {
  const table = await cloud.newTable();
  const old = (await indexOf(table).ready()).of('email', 'a@example.vn');
  const next = await cloud.newTable();
  const [from, to] = [cloud.storeOf(table), cloud.storeOf(next)];
  const made = await cloud.kms.send(
    new GenerateDataKeyCommand({
      KeyId: cloud.otherKmsKey,
      KeySpec: 'AES_256',
      EncryptionContext: contextOf(2),
    }),
  );
  await to.insertKey('INDEX-FIXED#000001', (await from.loadKey('INDEX-FIXED#000001')) ?? Buffer.alloc(0));
  await to.insertKey('INDEX#000001', (await from.loadKey('INDEX#000001')) ?? Buffer.alloc(0));
  await to.insertKey('INDEX#000002', made.CiphertextBlob ?? Buffer.alloc(0));
  await to.insertVersions('INDEX', { current: 2, alsoRead: [1] });
  const index = await indexOf(next).ready();
  expect(index.allOf('email', 'a@example.vn')).toEqual([index.of('email', 'a@example.vn'), old]);
  expect(index.of('email', 'a@example.vn')).not.toBe(old);
});

test.each(indexKinds)('%s is under the key that stays, unless its kind rotates', async (kind) => {
  const table = await cloud.newTable();
  const [before, index] = [await indexOf(table).ready(), indexOf(table)];
  await index.make(2);
  const [one, other] = [await index.under([1]), await index.under([2])];
  const rotates = (rotatingIndexKinds as readonly string[]).includes(kind);
  expect(one.of(kind, 'value')).toBe(before.of(kind, 'value'));
  expect(other.of(kind, 'value') === before.of(kind, 'value')).toBe(!rotates);
  expect((await index.under([2, 1])).allOf(kind, 'value')).toEqual(
    rotates ? [other.of(kind, 'value'), one.of(kind, 'value')] : [one.of(kind, 'value')],
  );
});

test('a process that may not make the key says that there is none yet', async () => {
  const index = indexOf(await cloud.newTable(), { createsKeys: false });
  await expect(index.ready()).rejects.toThrow('TEMPORARILY_UNAVAILABLE');
});

test('a version that is named and whose key is gone is damage', async () => {
  const table = await cloud.newTable();
  const index = indexOf(table);
  const before = await index.ready();
  await expect(index.under([2])).rejects.toThrow('INTEGRITY_VIOLATION');
  expect((await index.under([1])).of('email', 'a@example.vn')).toBe(before.of('email', 'a@example.vn'));
});

test.each([
  { there: 'INDEX#000001', versions: true },
  { there: 'INDEX-FIXED#000001', versions: false },
])(
  'where only $there is, a process that may not make the other says that there is none yet',
  async ({ there, versions }) => {
    const table = await cloud.newTable();
    await indexOf(table).ready();
    const next = await cloud.newTable();
    const to = cloud.storeOf(next);
    await to.insertKey(there, (await cloud.storeOf(table).loadKey(there)) ?? Buffer.alloc(0));
    if (versions) await to.insertVersions('INDEX', { current: 1, alsoRead: [] });
    await expect(indexOf(next, { createsKeys: false }).ready()).rejects.toThrow('TEMPORARILY_UNAVAILABLE');
  },
);

test('the key that stays lies under its name, and KMS is asked for it under a context of its own', async () => {
  const table = await cloud.newTable();
  const index = await indexOf(table).ready();
  const blob = await cloud.storeOf(table).loadKey('INDEX-FIXED#000001');
  const { Plaintext } = await cloud.kms.send(
    new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: { ...contextOf(1), version: 'fixed' } }),
  );
  const [kind] = indexKinds.filter((name) => !(rotatingIndexKinds as readonly string[]).includes(name));
  const expected = createHmac('sha256', Plaintext ?? '')
    .update(`${kind}\0value`)
    .digest('base64url');
  expect(index.of(kind ?? 'email', 'value')).toBe(expected);
});
