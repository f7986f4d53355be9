import { type KeyObject, timingSafeEqual } from 'node:crypto';
import type { DekPlace } from './dek.ts';
import { integrityViolation } from './faults.ts';
import { label } from './layout.ts';
import { mac } from './mac.ts';

/*
 * `rev_<class>` = revision u32 ‖ HMAC-SHA-256(key, "CFR1" ‖ len ‖ subjectId ‖ class u16 ‖ dekVersion u16 ‖ revision u32)
 * key           = HMAC-SHA-256(current DEK of the class, "CFR1")
 * dekVersion is that of the current DEK.
 */
const text = 'CFR1';
const macAt = 4;
const vouchedLength = macAt + 32;

/** The key of a class's revisions, derived from its current DEK. */
export const revisionKeyOf = (dek: KeyObject): Buffer => mac(dek, text);

/** A revision under its MAC, as the keyring keeps it. */
export function vouchFor(place: DekPlace, revisionKey: Buffer, revision: number): Buffer {
  const { bytes, end } = label(text, place.subjectId, place.dataClass, 6);
  bytes.writeUInt16BE(place.dekVersion, end);
  bytes.writeUInt32BE(revision, end + 2);
  const vouched = Buffer.allocUnsafe(vouchedLength);
  vouched.writeUInt32BE(revision, 0);
  vouched.set(mac(revisionKey, bytes), macAt);
  return vouched;
}

/** The revision that a keyring vouches for. @throws DomainError INTEGRITY_VIOLATION when it is not under its MAC */
export function checkRevision(place: DekPlace, revisionKey: Buffer, vouched: Buffer): number {
  if (vouched.length !== vouchedLength) throw integrityViolation();
  const revision = vouched.readUInt32BE(0);
  if (!timingSafeEqual(vouched, vouchFor(place, revisionKey, revision))) throw integrityViolation();
  return revision;
}
