import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNamedKeys } from '../../lambda/crypto/named-keys.ts';
import { startKeyCloud } from './key-cloud.ts';

let cloud: Awaited<ReturnType<typeof startKeyCloud>>;
beforeAll(async () => {
  cloud = await startKeyCloud();
});
afterAll(() => cloud.stop());

const keysOf = (table: string, purpose = 'audit') =>
  createNamedKeys({
    kms: cloud.kms,
    keyStore: cloud.storeOf(table),
    kmsKeyId: cloud.otherKmsKey,
    now: cloud.now,
    purpose,
  });

test('a key is made once, by whoever is first, and is the same for everyone', async () => {
  const table = await cloud.newTable();
  const processes = Array.from({ length: 5 }, () => keysOf(table));
  const keys = await Promise.all(
    processes.flatMap((each) => [each.get('AUDIT-MAC#1'), each.get('AUDIT-MAC#1')]),
  );
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  expect(keys[0]?.length).toBe(32);
  expect(await keysOf(table).get('ORIGIN#2026-11')).not.toEqual(keys[0]);
});

test('one call of KMS however many ask, none while it is kept', async () => {
  const keys = keysOf(await cloud.newTable());
  const all = () => Promise.all(Array.from({ length: 300 }, () => keys.get('ORIGIN#2026-11')));
  expect(await cloud.callsDuring(all)).toEqual({ GenerateDataKey: 1 });
  expect(await cloud.callsDuring(all)).toEqual({});
  cloud.minutesLater(15.1);
  expect(await cloud.callsDuring(all)).toEqual({ Decrypt: 1 });
});

test('finding makes none, even beside one who is making it', async () => {
  const table = await cloud.newTable();
  const keys = keysOf(table);
  expect(await cloud.callsDuring(() => keys.find('ORIGIN#2026-10'))).toEqual({});
  const [found, made] = await Promise.all([keys.find('ORIGIN#2026-10'), keys.get('ORIGIN#2026-10')]);
  expect(made.length).toBe(32);
  expect([undefined, made]).toContainEqual(found);
  expect(await keysOf(table).find('ORIGIN#2026-10')).toEqual(made);
});

test('a key is bound to its name and purpose', async () => {
  const table = await cloud.newTable();
  await keysOf(table).get('A');
  await expect(keysOf(table, 'other').find('A')).rejects.toThrow('INTEGRITY_VIOLATION');
  await cloud.storeOf(table).insertKey('B', (await cloud.storeOf(table).loadKey('A')) ?? Buffer.alloc(0));
  await expect(keysOf(table).get('B')).rejects.toThrow('INTEGRITY_VIOLATION');
});
