import type { KMSClient } from '@aws-sdk/client-kms';
import type { DataClass } from '../domain/access.ts';
import type { Now } from '../domain/ports/now.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Sealing } from '../domain/ports/sealing.ts';
import type { KeyStore } from '../domain/stored-keys.ts';
import { createDekCache } from './dek-cache.ts';
import { createKeks, type ReadyKeks, readyKeks } from './kek.ts';
import { kekVersionsOf, subjectKeysOf } from './keyring.ts';
import { createNonces } from './nonces.ts';
import { createReadySealing } from './ready-sealing.ts';
import { createWrappedKeys } from './wrapped-keys.ts';

export interface SealingDeps {
  readonly kms: KMSClient;
  readonly keyStore: KeyStore;
  /** KMS key of each class, by id or ARN. */
  readonly kmsKeys: Readonly<Record<DataClass, string>>;
  readonly now: Now;
  readonly random: Pick<Random, 'bytes'>;
  /** Whether this process may make a class's first KEK; true when absent. Others seal only under keys that are there. */
  readonly createsKeys?: boolean;
}

/**
 * KMS key per class → KEK per class and epoch → DEK per subject and class → sealed records. KEKs stay in memory for 15 minutes
 * at most, DEKs for 5. Without keyrings `ready` brings every epoch in use; with them, theirs and the current one.
 */
export function createSealing(deps: SealingDeps): Sealing {
  const { kms, keyStore, kmsKeys, now, random, createsKeys = true } = deps;
  const wrappedKeys = createWrappedKeys({ kms, keyStore, now });
  const families = createKeks({ wrappedKeys, keyStore, now, kmsKeys, createsKeys });
  const deks = createDekCache(now);
  const nextNonce = createNonces(random);

  return {
    newKeyring: keyStore.newSubject,
    loadKeyring: keyStore.loadSubject,
    async ready(classes, keyrings) {
      deks.sweep();
      const keks = new Map<DataClass, ReadyKeks>();
      const bring = async (dataClass: DataClass): Promise<void> => {
        const named = keyrings && kekVersionsOf(keyrings, dataClass);
        keks.set(dataClass, await readyKeks(families[dataClass], named));
      };
      await Promise.all(classes.map(bring));
      return createReadySealing({ deks, nextNonce, random, keks });
    },
    saveKeyring: (keyring) => keyStore.saveSubject(subjectKeysOf(keyring)),
  };
}
