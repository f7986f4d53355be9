import { createSecretKey, type KeyObject } from 'node:crypto';
import { type DataClass, dataClasses } from '../domain/access.ts';
import { createKeyFamily, type KeyFamily, type KeyFamilyDeps } from './key-family.ts';
import { appName } from './wrapped-keys.ts';

/** KEKs of one class that were brought into memory. */
export interface ReadyKeks {
  /** Epoch that new DEKs are wrapped under; undefined when there is none and this process may not make one. */
  readonly current: number | undefined;
  /** By epoch; undefined where an epoch was looked for and is not there. */
  readonly byEpoch: ReadonlyMap<number, KeyObject | undefined>;
}

/** KEKs by class: random keys wrapped by the class's KMS key, one per epoch, named `KEK#<class>#<epoch>`. */
export type Keks = Readonly<Record<DataClass, KeyFamily>>;

export function createKeks(
  deps: Omit<KeyFamilyDeps, 'family' | 'kmsKeyId' | 'contextOf'> & {
    readonly kmsKeys: Readonly<Record<DataClass, string>>;
  },
): Keks {
  const families = dataClasses.map((dataClass) => [
    dataClass,
    createKeyFamily({
      ...deps,
      family: `KEK#${dataClass}`,
      // Asked for when it is used: a function is given the keys of the classes it may use, and no others.
      get kmsKeyId() {
        return deps.kmsKeys[dataClass];
      },
      contextOf: (epoch) => ({ app: appName, class: dataClass, kekVersion: String(epoch) }),
    }),
  ]);
  return Object.fromEntries(families) as Record<DataClass, KeyFamily>;
}

/**
 * Brings the KEKs of a class into memory: the current epoch, and those that keyrings name or, without keyrings, every epoch
 * in use. A cold process makes one KMS call per epoch: outside a rotation, one per class.
 */
export async function readyKeks(
  family: KeyFamily,
  named: ReadonlySet<number> | undefined,
): Promise<ReadyKeks> {
  const byEpoch = new Map<number, KeyObject | undefined>();
  const bring = async (epoch: number): Promise<void> => {
    const kek = await family.find(epoch);
    byEpoch.set(epoch, kek && createSecretKey(kek));
  };
  const bringVersions = async (): Promise<number | undefined> => {
    const versions = await family.versions();
    if (!versions) return undefined;
    const { current, alsoRead } = versions;
    await Promise.all([current, ...(named ? [] : alsoRead)].map(bring));
    return current;
  };
  const [current] = await Promise.all([bringVersions(), ...[...(named ?? [])].map(bring)]);
  return { current, byEpoch };
}
