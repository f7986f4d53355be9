import {
  type BlindIndex,
  type IndexKind,
  type ReadyBlindIndex,
  rotatingIndexKinds,
} from '../domain/ports/blind-index.ts';
import { versionName } from '../domain/stored-keys.ts';
import { integrityViolation, keyUnavailable } from './faults.ts';
import { createKeyFamily } from './key-family.ts';
import { mac } from './mac.ts';
import { appName, createWrappedKeys, type WrappedKeysDeps } from './wrapped-keys.ts';

export interface BlindIndexDeps extends WrappedKeysDeps {
  /** KMS key of the index keys, by id or ARN. */
  readonly kmsKeyId: string;
  /** Whether this process may make the first index keys; true when absent. */
  readonly createsKeys?: boolean;
}

/** Blind indexes, and what rotating their key takes. */
export interface RotatingIndex extends BlindIndex {
  /** Under these versions of the key that rotates, in this order, whatever is in use. */
  under(versions: readonly [number, ...number[]]): Promise<ReadyBlindIndex>;
  /** Makes a version, unless it is there. */
  make(version: number): Promise<void>;
}

/**
 * HMAC-SHA-256(index key, kind ‖ 0 ‖ value in NFC) as base64url. Kinds that rotate are under `INDEX#<version>`, all others under
 * `INDEX-FIXED#000001`; both random, wrapped by KMS. Values are normalised by the caller as their kind demands; only the form of the
 * Unicode is settled here.
 */
export function createBlindIndex(deps: BlindIndexDeps): RotatingIndex {
  const { kmsKeyId, createsKeys = true } = deps;
  const wrappedKeys = createWrappedKeys(deps);
  const contextOf = (version: string) => ({ app: appName, purpose: 'blind-index', version });
  const family = createKeyFamily({
    wrappedKeys,
    keyStore: deps.keyStore,
    now: deps.now,
    family: 'INDEX',
    kmsKeyId,
    contextOf: (version) => contextOf(String(version)),
    createsKeys,
  });
  const fixed = { name: versionName('INDEX-FIXED', 1), kmsKeyId, context: contextOf('fixed') };
  const fixedKey = async (): Promise<Buffer> => {
    const key = await (createsKeys ? wrappedKeys.obtain(fixed) : wrappedKeys.find(fixed));
    if (!key) throw keyUnavailable();
    return key;
  };
  const keyOf = async (version: number): Promise<Buffer> => {
    const key = await family.find(version);
    if (!key) throw integrityViolation();
    return key;
  };
  const rotating = async () => {
    const versions = await family.versions();
    if (!versions) throw keyUnavailable();
    return keysOf([versions.current, ...versions.alsoRead]);
  };
  const keysOf = ([current, ...others]: readonly [number, ...number[]]) =>
    Promise.all([keyOf(current), ...others.map(keyOf)]);

  return {
    ready: async () => readyUnder(...(await Promise.all([fixedKey(), rotating()]))),
    under: async (versions) => readyUnder(...(await Promise.all([fixedKey(), keysOf(versions)]))),
    make: family.make,
  };
}

function readyUnder(fixed: Buffer, rotating: readonly [Buffer, ...Buffer[]]): ReadyBlindIndex {
  const keysFor = (kind: IndexKind) => (rotates(kind) ? rotating : ([fixed] as const));
  return {
    of: (kind, value) => indexOf(keysFor(kind)[0], kind, value),
    allOf(kind, value) {
      const [current, ...others] = keysFor(kind);
      return [indexOf(current, kind, value), ...others.map((other) => indexOf(other, kind, value))];
    },
  };
}

const rotates = (kind: IndexKind): boolean => (rotatingIndexKinds as readonly IndexKind[]).includes(kind);

function indexOf(key: Buffer, kind: IndexKind, value: string): string {
  return mac(key, `${kind}\0${value.normalize('NFC')}`).toString('base64url');
}
