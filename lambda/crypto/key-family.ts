import { limits } from '../declared/limits.ts';
import type { Now } from '../domain/ports/now.ts';
import { type KeyStore, type KeyVersions, versionName } from '../domain/stored-keys.ts';
import { createSingleFlight } from './single-flight.ts';
import type { WrappedKey, WrappedKeys } from './wrapped-keys.ts';

/** A key that rotates: its versions, each a wrapped key named `<family>#<version, 6 digits>`. */
export interface KeyFamily {
  /** Which versions there are; the first is made when there is none. Undefined when none may be made. */
  versions(): Promise<KeyVersions | undefined>;
  /** One version of the key; undefined when there is none. */
  find(version: number): Promise<Buffer | undefined>;
  /** Makes a version, unless it is there. Nobody uses it before it is named among the versions. */
  make(version: number): Promise<void>;
}

export interface KeyFamilyDeps {
  readonly wrappedKeys: WrappedKeys;
  readonly keyStore: KeyStore;
  readonly now: Now;
  readonly family: string;
  readonly kmsKeyId: string;
  /** EncryptionContext of a version. */
  readonly contextOf: (version: number) => WrappedKey['context'];
  /** Whether this process may make the first version. */
  readonly createsKeys: boolean;
}

export function createKeyFamily(deps: KeyFamilyDeps): KeyFamily {
  const { wrappedKeys, keyStore, now, family, contextOf, createsKeys } = deps;
  const flight = createSingleFlight<KeyVersions>({ size: 1, minutes: limits.kekCacheMinutes, now });
  const keyOf = (version: number): WrappedKey => ({
    name: versionName(family, version),
    kmsKeyId: deps.kmsKeyId,
    context: contextOf(version),
  });

  return {
    versions: () =>
      flight.get(family, async () => {
        const found = await keyStore.loadVersions(family);
        if (found || !createsKeys) return found;
        // The key before its pointer: whoever stops in between leaves nothing that the next cannot take up.
        const first: KeyVersions = { current: 1, alsoRead: [], since: now().toISOString() };
        await wrappedKeys.obtain(keyOf(first.current));
        return (await keyStore.insertVersions(family, first)) ? first : keyStore.loadVersions(family);
      }),
    find: (version) => wrappedKeys.find(keyOf(version)),
    async make(version) {
      await wrappedKeys.obtain(keyOf(version));
    },
  };
}
