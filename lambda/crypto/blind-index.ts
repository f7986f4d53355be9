import type { BlindIndex, IndexKind } from '../domain/ports.ts';
import { integrityViolation, keyUnavailable } from './faults.ts';
import { createKeyFamily } from './key-family.ts';
import { mac } from './mac.ts';
import { appName, createWrappedKeys, type WrappedKeysDeps } from './wrapped-keys.ts';

export interface BlindIndexDeps extends WrappedKeysDeps {
  /** KMS key of the index keys, by id or ARN. */
  readonly kmsKeyId: string;
  /** Whether this process may make the first index key; true when absent. */
  readonly createsKeys?: boolean;
}

/**
 * HMAC-SHA-256(index key, kind ‖ 0 ‖ value in NFC) as base64url. The index key rotates: `INDEX#<version>`, random, wrapped by
 * KMS. Values are normalised by the caller as their kind demands; only the form of the Unicode is settled here.
 */
export function createBlindIndex(deps: BlindIndexDeps): BlindIndex {
  const family = createKeyFamily({
    wrappedKeys: createWrappedKeys(deps),
    keyStore: deps.keyStore,
    now: deps.now,
    family: 'INDEX',
    kmsKeyId: deps.kmsKeyId,
    contextOf: (version) => ({ app: appName, purpose: 'blind-index', version: String(version) }),
    createsKeys: deps.createsKeys ?? true,
  });
  const keyOf = async (version: number): Promise<Buffer> => {
    const key = await family.find(version);
    if (!key) throw integrityViolation();
    return key;
  };

  return {
    async ready() {
      const versions = await family.versions();
      if (!versions) throw keyUnavailable();
      const { current, alsoRead } = versions;
      const [key, ...others] = await Promise.all([keyOf(current), ...alsoRead.map(keyOf)]);
      return {
        of: (kind, value) => indexOf(key, kind, value),
        allOf: (kind, value) => [
          indexOf(key, kind, value),
          ...others.map((other) => indexOf(other, kind, value)),
        ],
      };
    },
  };
}

function indexOf(key: Buffer, kind: IndexKind, value: string): string {
  return mac(key, `${kind}\0${value.normalize('NFC')}`).toString('base64url');
}
