import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { createDekCache } from '../../lambda/crypto/dek-cache.ts';
import type { ReadyKeks } from '../../lambda/crypto/kek.ts';
import { createNonces } from '../../lambda/crypto/nonces.ts';
import { createReadySealing } from '../../lambda/crypto/ready-sealing.ts';
import { type DataClass, dataClasses } from '../../lambda/domain/access.ts';
import type { Random } from '../../lambda/domain/ports/random.ts';
import type { ReadySealing } from '../../lambda/domain/ports/sealing.ts';
import type { SubjectKeys } from '../../lambda/domain/stored-keys.ts';
import type { Item } from '../../lambda/store/item.ts';
import { keyringFromItem, saveKeyring } from '../../lambda/store/keyring-item.ts';

export const random: Random = {
  id: () => randomUUID(),
  bytes: (length) => randomBytes(length),
};

/** KEKs of every class, as a process would hold them once they were brought. */
export function randomKeks(): Map<DataClass, ReadyKeks> {
  return new Map(
    dataClasses.map((name) => [
      name,
      { current: 1, byEpoch: new Map([[1, createSecretKey(randomBytes(32))]]) },
    ]),
  );
}

/** One process: the same KEKs may be given to several. */
export function processWith(keks: ReadonlyMap<DataClass, ReadyKeks>, now = () => new Date()): ReadySealing {
  return createReadySealing({ deks: createDekCache(now), nextNonce: createNonces(random), random, keks });
}

export const newSubject = (subjectId: string = randomUUID()): SubjectKeys => ({
  subjectId,
  stored: false,
  classes: {},
  added: new Map(),
});

/** The item that saving a new subject's keyring stores. */
export function itemOf(keyring: SubjectKeys): Item {
  const written = saveKeyring('Keys', keyring)?.item as { Put: { Item: Item } };
  return written.Put.Item;
}

/** The keyring as the next reader finds it. */
export function reloaded(item: Item): SubjectKeys {
  const keyring = keyringFromItem(item);
  if (!keyring) throw new Error('The item holds no keys.');
  return keyring;
}

/** Every copy of some bytes with one bit changed. */
export function* bitFlips(bytes: Uint8Array): Generator<Buffer> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    yield copy;
  }
}

/** The code a call refuses with; 'ACCEPTED' when it does not. */
export function refusalOf(act: () => unknown): string {
  try {
    act();
    return 'ACCEPTED';
  } catch (error) {
    return error instanceof Error ? error.message : 'UNKNOWN';
  }
}
