import { createSecretKey } from 'node:crypto';
import type { RotationKeys } from '../domain/rotation/rotation-ports.ts';
import { type BlindIndexDeps, createBlindIndex } from './blind-index.ts';
import { kekVersionOf, unwrapDek, wrapDek } from './dek.ts';
import { integrityViolation } from './faults.ts';
import { createKeks } from './kek.ts';
import { asBuffer } from './layout.ts';
import { createNonces } from './nonces.ts';
import type { SealingDeps } from './sealing.ts';
import { createWrappedKeys } from './wrapped-keys.ts';

/** What a rotation does with keys. DEKs are in memory in the clear while they are wrapped anew, and wiped. */
export function createRotationKeys(
  deps: SealingDeps & { readonly indexKmsKey: BlindIndexDeps['kmsKeyId'] },
): RotationKeys {
  const { kms, keyStore, kmsKeys, now, random } = deps;
  const wrappedKeys = createWrappedKeys({ kms, keyStore, now });
  const keks = createKeks({ wrappedKeys, keyStore, now, kmsKeys, createsKeys: false });
  const index = createBlindIndex({ kms, keyStore, now, kmsKeyId: deps.indexKmsKey });
  const nextNonce = createNonces(random);

  return {
    make: (key, version) => (key === 'index' ? index.make(version) : keks[key].make(version)),
    indexUnder: index.under,
    async rewrap({ subjectId, dataClass, version: dekVersion, wrapped: before }, epoch) {
      const wrapped = asBuffer(before);
      const oldEpoch = kekVersionOf(wrapped);
      if (oldEpoch === epoch) return undefined;
      const [oldKek, newKek] = await Promise.all([
        oldEpoch === undefined ? undefined : keks[dataClass].find(oldEpoch),
        keks[dataClass].find(epoch),
      ]);
      if (!oldKek || !newKek) throw integrityViolation();
      const place = { subjectId, dataClass, dekVersion };
      const dek = unwrapDek(place, wrapped, () => createSecretKey(oldKek));
      const kek = createSecretKey(newKek);
      const again = wrapDek(place, dek, { kek, kekVersion: epoch, nonce: nextNonce() });
      dek.fill(0);
      return again;
    },
  };
}
