import { hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { DataClass } from '../domain/access.ts';
import { integrityViolation } from './faults.ts';
import { decrypt, encryptInto } from './gcm.ts';
import { algorithm, keyLength, label, layoutVersion, nonceLength, tagLength } from './layout.ts';

/** Which DEK: authenticated with it. */
export interface DekPlace {
  readonly subjectId: string;
  readonly dataClass: DataClass;
  readonly dekVersion: number;
}

/*
 * DEK        = version 1 ‖ alg 1 ‖ kekVersion u32 ‖ nonce 12 ‖ ciphertext 32 ‖ tag 16 ‖ commitment 32
 * AAD        = "CFD1" ‖ len ‖ subjectId ‖ class u16 ‖ version ‖ alg ‖ kekVersion u32 ‖ dekVersion u16
 * commitment = SHA-256("CFP1/commit" ‖ len ‖ subjectId ‖ class u16 ‖ dekVersion u16 ‖ DEK)
 *
 * GCM does not commit to its key: one ciphertext can be made to open under two. The commitment does.
 */
const nonceAt = 6;
const ciphertextAt = nonceAt + nonceLength;
const tagAt = ciphertextAt + keyLength;
const commitmentAt = tagAt + tagLength;
const wrappedLength = commitmentAt + 32;

/** Wraps a DEK under the KEK of an epoch. */
export function wrapDek(
  place: DekPlace,
  dek: Uint8Array,
  { kek, kekVersion, nonce }: { kek: KeyObject; kekVersion: number; nonce: Uint8Array },
): Buffer {
  const wrapped = Buffer.alloc(wrappedLength);
  wrapped[0] = layoutVersion;
  wrapped[1] = algorithm;
  wrapped.writeUInt32BE(kekVersion, 2);
  wrapped.set(nonce, nonceAt);
  encryptInto(wrapped, ciphertextAt, dek, { key: kek, nonce, aad: aadOf(place, kekVersion) });
  wrapped.set(commitmentOf(place, dek), commitmentAt);
  return wrapped;
}

/** The epoch a DEK is wrapped under, as it claims; undefined when it is no wrapped DEK. */
export function kekVersionOf(wrapped: Buffer): number | undefined {
  if (wrapped.length !== wrappedLength || wrapped[0] !== layoutVersion || wrapped[1] !== algorithm)
    return undefined;
  return wrapped.readUInt32BE(2);
}

/**
 * @param kekOf gives the KEK of an epoch, or throws
 * @throws DomainError INTEGRITY_VIOLATION when it is not the DEK of this place
 */
export function unwrapDek(
  place: DekPlace,
  wrapped: Buffer,
  kekOf: (kekVersion: number) => KeyObject,
): Buffer {
  const kekVersion = kekVersionOf(wrapped);
  if (kekVersion === undefined) throw integrityViolation();
  const dek = decrypt(kekOf(kekVersion), aadOf(place, kekVersion), {
    nonce: wrapped.subarray(nonceAt, ciphertextAt),
    ciphertext: wrapped.subarray(ciphertextAt, tagAt),
    tag: wrapped.subarray(tagAt, commitmentAt),
  });
  if (timingSafeEqual(commitmentOf(place, dek), wrapped.subarray(commitmentAt))) return dek;
  dek.fill(0);
  throw integrityViolation();
}

function aadOf({ subjectId, dataClass, dekVersion }: DekPlace, kekVersion: number): Buffer {
  const { bytes, end } = label('CFD1', subjectId, dataClass, 8);
  bytes[end] = layoutVersion;
  bytes[end + 1] = algorithm;
  bytes.writeUInt32BE(kekVersion, end + 2);
  bytes.writeUInt16BE(dekVersion, end + 6);
  return bytes;
}

function commitmentOf({ subjectId, dataClass, dekVersion }: DekPlace, dek: Uint8Array): Buffer {
  const { bytes, end } = label('CFP1/commit', subjectId, dataClass, 2 + keyLength);
  bytes.writeUInt16BE(dekVersion, end);
  bytes.set(dek, end + 2);
  const commitment = hash('sha256', bytes, 'buffer');
  // The text held the key, in memory that others are given next.
  bytes.fill(0);
  return commitment;
}
