import type { DataClass } from '../domain/access.ts';
import type { Keyring } from '../domain/ports/sealing.ts';
import type { AddedKeys, SubjectKeys } from '../domain/stored-keys.ts';
import { kekVersionOf } from './dek.ts';
import { asBuffer } from './layout.ts';

/** What is inside a keyring. @throws TypeError for one that no store made */
export function subjectKeysOf(keyring: Keyring): SubjectKeys {
  if (!('added' in keyring && 'classes' in keyring)) throw new TypeError('Not a keyring of the store.');
  return keyring as SubjectKeys;
}

/** Version of the DEK to seal new records of a class under; undefined when the subject has none yet. */
export function currentDekOf(keys: SubjectKeys, dataClass: DataClass): number | undefined {
  return keys.added.get(dataClass)?.dek?.version ?? keys.classes[dataClass]?.current;
}

/** A wrapped DEK; undefined when the subject has none of this version (any more). */
export function wrappedDekOf(keys: SubjectKeys, dataClass: DataClass, version: number): Buffer | undefined {
  const added = keys.added.get(dataClass)?.dek;
  const wrapped = added?.version === version ? added.wrapped : keys.classes[dataClass]?.wrapped.get(version);
  return wrapped && asBuffer(wrapped);
}

/** The revision of a class under its MAC, not checked yet. */
export function vouchedOf(keys: SubjectKeys, dataClass: DataClass): Buffer | undefined {
  const vouched = keys.added.get(dataClass)?.revision ?? keys.classes[dataClass]?.revision;
  return vouched && asBuffer(vouched);
}

/** Notes what the next save is to store. */
export function addKeys(keys: SubjectKeys, dataClass: DataClass, more: AddedKeys): void {
  keys.added.set(dataClass, { ...keys.added.get(dataClass), ...more });
}

/** Every KEK epoch that the stored DEKs of a class name. */
export function kekVersionsOf(keyrings: readonly Keyring[], dataClass: DataClass): Set<number> {
  const versions = new Set<number>();
  for (const keyring of keyrings)
    for (const wrapped of subjectKeysOf(keyring).classes[dataClass]?.wrapped.values() ?? []) {
      const version = kekVersionOf(asBuffer(wrapped));
      if (version !== undefined) versions.add(version);
    }
  return versions;
}
