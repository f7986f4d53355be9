import type { KeyObject } from 'node:crypto';
import { recordKinds, type SealedAt } from '../domain/ports/sealing.ts';
import { integrityViolation } from './faults.ts';
import { decrypt, encryptInto } from './gcm.ts';
import { algorithm, label, layoutVersion, nonceLength, tagLength, writeId } from './layout.ts';

/** Where a record lives, and the version of the DEK it is sealed under: authenticated with it. */
export interface RecordPlace extends SealedAt {
  readonly subjectId: string;
  readonly dekVersion: number;
}

/*
 * record = version 1 ‖ alg 1 ‖ dekVersion u16 ‖ nonce 12 ‖ ciphertext ‖ tag 16
 * AAD    = "CFP1" ‖ len ‖ subjectId ‖ class u16 ‖ recordKind u16 ‖ len ‖ recordId ‖ revision u32 ‖ version ‖ alg ‖ dekVersion u16
 */
const nonceAt = 4;
const ciphertextAt = nonceAt + nonceLength;

/** Seals a plaintext. */
export function sealRecord(
  place: RecordPlace,
  dek: KeyObject,
  nonce: Uint8Array,
  plaintext: Uint8Array,
): Buffer {
  const record = Buffer.allocUnsafe(ciphertextAt + plaintext.length + tagLength);
  record[0] = layoutVersion;
  record[1] = algorithm;
  record.writeUInt16BE(place.dekVersion, 2);
  record.set(nonce, nonceAt);
  encryptInto(record, ciphertextAt, plaintext, { key: dek, nonce, aad: aadOf(place) });
  return record;
}

/** The version of the DEK that a record claims. @throws DomainError INTEGRITY_VIOLATION when it is no record */
export function dekVersionOf(record: Buffer): number {
  if (record.length <= ciphertextAt + tagLength || record[0] !== layoutVersion || record[1] !== algorithm)
    throw integrityViolation();
  return record.readUInt16BE(2);
}

/** Opens a record whose header was read. @throws DomainError INTEGRITY_VIOLATION when it was not sealed in this place */
export function openRecord(place: RecordPlace, dek: KeyObject, record: Buffer): Buffer {
  const tagAt = record.length - tagLength;
  return decrypt(dek, aadOf(place), {
    nonce: record.subarray(nonceAt, ciphertextAt),
    ciphertext: record.subarray(ciphertextAt, tagAt),
    tag: record.subarray(tagAt),
  });
}

function aadOf({ subjectId, dataClass, kind, recordId, revision, dekVersion }: RecordPlace): Buffer {
  const { bytes, end } = label('CFP1', subjectId, dataClass, 12 + Buffer.byteLength(recordId));
  const idEnd = writeId(bytes, recordId, bytes.writeUInt16BE(recordKinds[kind], end));
  bytes.writeUInt32BE(revision, idEnd);
  bytes[idEnd + 4] = layoutVersion;
  bytes[idEnd + 5] = algorithm;
  bytes.writeUInt16BE(dekVersion, idEnd + 6);
  return bytes;
}
