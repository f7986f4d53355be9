import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createWrappedKeys, type WrappedKeysDeps } from '../../lambda/crypto/wrapped-keys.ts';

const key = { name: 'mac', kmsKeyId: 'alias/keys', context: { app: 'test' } };

/** A KMS that answers with so many bytes, or none, for a key that is stored already or not. */
function world(length: number | undefined, isStored: boolean) {
  const given = length === undefined ? undefined : new Uint8Array(randomBytes(length));
  const copy = given?.slice();
  let stored: Uint8Array | undefined = isStored ? randomBytes(64) : undefined;
  const deps = {
    kms: { send: async () => ({ Plaintext: given, CiphertextBlob: randomBytes(64) }) },
    keyStore: {
      loadKey: async () => stored,
      insertKey: async (_: string, blob: Uint8Array) => {
        stored ??= blob;
        return true;
      },
    },
    now: () => new Date('2026-11-22T00:00:00.000Z'),
  } as unknown as WrappedKeysDeps;
  return { keys: createWrappedKeys(deps), given, copy };
}

it('has a key of 32 bytes or none, whatever KMS answers, made and found alike', async () => {
  for (const isStored of [true, false])
    for (const length of [undefined, 0, 16, 31, 33])
      await expect(world(length, isStored).keys.obtain(key), `${length} ${isStored}`).rejects.toMatchObject({
        code: 'INTEGRITY_VIOLATION',
      });
});

it('keeps a copy of its own, and wipes what the SDK gave it', async () => {
  for (const isStored of [true, false]) {
    const { keys, given, copy } = world(32, isStored);
    expect(new Uint8Array(await keys.obtain(key))).toEqual(copy);
    expect(given).toEqual(new Uint8Array(32));
  }
});
