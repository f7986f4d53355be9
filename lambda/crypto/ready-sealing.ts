import type { DataClass } from '../domain/access.ts';
import { Personal } from '../domain/pii.ts';
import type { Random } from '../domain/ports/random.ts';
import type { ReadySealing, SealedAt } from '../domain/ports/sealing.ts';
import type { SubjectKeys } from '../domain/stored-keys.ts';
import { wrapDek } from './dek.ts';
import type { DekCache, OpenDek } from './dek-cache.ts';
import { integrityViolation, keyUnavailable } from './faults.ts';
import type { ReadyKeks } from './kek.ts';
import { addKeys, currentDekOf, subjectKeysOf, vouchedOf, wrappedDekOf } from './keyring.ts';
import { asBuffer, keyLength } from './layout.ts';
import { fromPaddedJson, toPaddedJson } from './padded-json.ts';
import { vouchFor } from './revision.ts';
import { dekVersionOf, openRecord, sealRecord } from './sealed-record.ts';

export interface ReadySealingDeps {
  readonly deks: DekCache;
  readonly nextNonce: () => Uint8Array;
  readonly random: Pick<Random, 'bytes'>;
  /** KEKs by class; a class that was not asked for is absent. */
  readonly keks: ReadonlyMap<DataClass, ReadyKeks>;
}

const firstDekVersion = 1;

/** The current DEK of a class, and the revision of the class blob that is vouched for under it. */
interface Vouching {
  readonly dekVersion: number;
  readonly dek: OpenDek;
  readonly revision: number;
}

/** Seals and opens with the KEKs given; does no I/O. */
export function createReadySealing({ deks, nextNonce, random, keks }: ReadySealingDeps): ReadySealing {
  const keksOf = (dataClass: DataClass): ReadyKeks => {
    const ready = keks.get(dataClass);
    if (!ready) throw new Error(`Sealing was not made ready for the class ${dataClass}.`);
    return ready;
  };
  const kekOf = (dataClass: DataClass) => (epoch: number) => {
    const { byEpoch } = keksOf(dataClass);
    const kek = byEpoch.get(epoch);
    if (kek) return kek;
    throw byEpoch.has(epoch) ? integrityViolation() : keyUnavailable();
  };

  const openDek = (keys: SubjectKeys, dataClass: DataClass, dekVersion: number): OpenDek => {
    keksOf(dataClass);
    const wrapped = wrappedDekOf(keys, dataClass, dekVersion);
    if (!wrapped) throw integrityViolation();
    return deks.open({ subjectId: keys.subjectId, dataClass, dekVersion }, wrapped, kekOf(dataClass));
  };

  /** A first DEK, with the revision 0 vouched for: afterwards a class without a vouched revision is one tampered with. */
  const makeDek = (keys: SubjectKeys, dataClass: DataClass): number => {
    const { current } = keksOf(dataClass);
    if (current === undefined) throw keyUnavailable();
    const place = { subjectId: keys.subjectId, dataClass, dekVersion: firstDekVersion };
    const key = random.bytes(keyLength);
    const wrapping = { kek: kekOf(dataClass)(current), kekVersion: current, nonce: nextNonce() };
    addKeys(keys, dataClass, { dek: { version: firstDekVersion, wrapped: wrapDek(place, key, wrapping) } });
    key.fill(0);
    const { revisionKey } = openDek(keys, dataClass, firstDekVersion);
    addKeys(keys, dataClass, { revision: vouchFor(place, revisionKey, 0) });
    return firstDekVersion;
  };

  const seal = (keys: SubjectKeys, at: SealedAt, value: unknown): Buffer => {
    const { dataClass, kind, recordId, revision } = at;
    const plaintext = toPaddedJson(value);
    const dekVersion = currentDekOf(keys, dataClass) ?? makeDek(keys, dataClass);
    const place = { subjectId: keys.subjectId, dataClass, kind, recordId, revision, dekVersion };
    const record = sealRecord(place, openDek(keys, dataClass, dekVersion).key, nextNonce(), plaintext);
    plaintext.fill(0);
    return record;
  };

  /** @param vouching DEK that was opened for the revision already */
  const open = (keys: SubjectKeys, at: SealedAt, record: Buffer, vouching?: Vouching): Personal<unknown> => {
    const { dataClass, kind, recordId, revision } = at;
    const dekVersion = dekVersionOf(record);
    const place = { subjectId: keys.subjectId, dataClass, kind, recordId, revision, dekVersion };
    const dek = vouching?.dekVersion === dekVersion ? vouching.dek : openDek(keys, dataClass, dekVersion);
    const plaintext = openRecord(place, dek.key, record);
    const value = new Personal(fromPaddedJson(plaintext));
    plaintext.fill(0);
    return value;
  };

  const vouchingOf = (keys: SubjectKeys, dataClass: DataClass): Vouching | undefined => {
    const dekVersion = currentDekOf(keys, dataClass);
    if (dekVersion === undefined) return undefined;
    const vouched = vouchedOf(keys, dataClass);
    if (!vouched) throw integrityViolation();
    const dek = openDek(keys, dataClass, dekVersion);
    return { dekVersion, dek, revision: dek.checkRevision(vouched) };
  };
  const revisionOf = (keys: SubjectKeys, dataClass: DataClass): number =>
    vouchingOf(keys, dataClass)?.revision ?? 0;

  const blobAt = (keys: SubjectKeys, dataClass: DataClass, revision: number): SealedAt => ({
    dataClass,
    kind: 'classBlob',
    recordId: keys.subjectId,
    revision,
  });

  return {
    seal: (keyring, at, value) => seal(subjectKeysOf(keyring), at, value),
    open: (keyring, at, sealed) => open(subjectKeysOf(keyring), at, asBuffer(sealed)),
    sealClassBlob(keyring, dataClass, value) {
      const keys = subjectKeysOf(keyring);
      const revision = revisionOf(keys, dataClass) + 1;
      const sealed = seal(keys, blobAt(keys, dataClass, revision), value);
      const dekVersion = dekVersionOf(sealed);
      const { revisionKey } = openDek(keys, dataClass, dekVersion);
      const place = { subjectId: keys.subjectId, dataClass, dekVersion };
      addKeys(keys, dataClass, { revision: vouchFor(place, revisionKey, revision) });
      return { sealed, revision };
    },
    openClassBlob(keyring, dataClass, sealed) {
      const keys = subjectKeysOf(keyring);
      const vouching = vouchingOf(keys, dataClass);
      return open(keys, blobAt(keys, dataClass, vouching?.revision ?? 0), asBuffer(sealed), vouching);
    },
    revisionOf: (keyring, dataClass) => revisionOf(subjectKeysOf(keyring), dataClass),
  };
}
