import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { wrapDek } from '../../lambda/crypto/dek.ts';
import { createDekCache } from '../../lambda/crypto/dek-cache.ts';
import { vouchFor } from '../../lambda/crypto/revision.ts';

const kek = createSecretKey(randomBytes(32));
const minute = 60_000;
let instant = 0;
let unwraps = 0;
beforeEach(() => {
  instant = Date.parse('2026-11-22T00:00:00Z');
  unwraps = 0;
});

function subject() {
  const place = { subjectId: randomUUID(), dataClass: 'contact', dekVersion: 1 } as const;
  return { place, wrapped: wrapDek(place, randomBytes(32), { kek, kekVersion: 1, nonce: randomBytes(12) }) };
}
function newCache() {
  const cache = createDekCache(() => new Date(instant));
  const kekOf = () => {
    unwraps++;
    return kek;
  };
  return {
    ...cache,
    dek: ({ place, wrapped }: ReturnType<typeof subject>) => cache.open(place, wrapped, kekOf),
  };
}

test('a DEK is unwrapped once in 5 minutes, counted from its unwrapping however often it is used', () => {
  const cache = newCache();
  const one = subject();
  cache.dek(one);
  for (const _ of [1, 2, 3, 4]) {
    instant += minute;
    cache.dek(one);
  }
  expect(unwraps).toBe(1);
  instant += minute + 1;
  cache.dek(one);
  expect(unwraps).toBe(2);
});

test('other wrapped bytes are unwrapped for themselves, even when only the old ones changed in place', () => {
  const cache = newCache();
  const one = subject();
  cache.dek(one);
  one.wrapped.writeUInt8(one.wrapped.readUInt8(20) ^ 1, 20);
  expect(() => cache.dek(one)).toThrow('INTEGRITY_VIOLATION');
});

test('a revision found right is not taken for right once its bytes changed in place', () => {
  const one = subject();
  const dek = newCache().dek(one);
  const vouched = vouchFor(one.place, dek.revisionKey, 3);
  expect([dek.checkRevision(vouched), dek.checkRevision(vouched)]).toEqual([3, 3]);
  vouched.writeUInt32BE(4, 0);
  expect(() => dek.checkRevision(vouched)).toThrow('INTEGRITY_VIOLATION');
});

test('a sweep wipes what is past its time', () => {
  const cache = newCache();
  const { revisionKey } = cache.dek(subject());
  expect(revisionKey).not.toEqual(Buffer.alloc(32));
  instant += 6 * minute;
  cache.sweep();
  expect(revisionKey).toEqual(Buffer.alloc(32));
});

test('sweeps once a minute, however often it is asked to', () => {
  const cache = newCache();
  const { revisionKey } = cache.dek(subject());
  instant += 5 * minute - 1;
  cache.sweep();
  instant += minute - 1;
  cache.sweep();
  expect(revisionKey).not.toEqual(Buffer.alloc(32));
  instant += 1;
  cache.sweep();
  expect(revisionKey).toEqual(Buffer.alloc(32));
});

test('holds 10,000 at most: the one not used for longest leaves, wiped', () => {
  const cache = newCache();
  const [first, second] = [subject(), subject()];
  cache.dek(first);
  const evicted = cache.dek(second).revisionKey;
  for (let n = 0; n < 9_998; n++) cache.dek(subject());
  cache.dek(first);
  expect(unwraps).toBe(10_000);
  cache.dek(subject());
  cache.dek(first);
  expect(unwraps).toBe(10_001);
  expect(evicted).toEqual(Buffer.alloc(32));
  cache.dek(second);
  expect(unwraps).toBe(10_002);
});
