import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { integrityViolation } from './faults.ts';
import { tagLength } from './layout.ts';

const cipherName = 'aes-256-gcm';
// Without it Node accepts a tag of 4 bytes, which 2^32 tries forge.
const options = { authTagLength: tagLength };
// Keys are KeyObjects: with raw bytes Node 24 spends five sixths of the time on finding out that they are none.

/** Encrypts into `into` at `at`: ciphertext, as long as the plaintext, then the tag. Answers where the tag ends. */
export function encryptInto(
  into: Buffer,
  at: number,
  plaintext: Uint8Array,
  { key, nonce, aad }: { key: KeyObject; nonce: Uint8Array; aad: Uint8Array },
): number {
  const cipher = createCipheriv(cipherName, key, nonce, options);
  cipher.setAAD(aad);
  into.set(cipher.update(plaintext), at);
  cipher.final();
  into.set(cipher.getAuthTag(), at + plaintext.length);
  return at + plaintext.length + tagLength;
}

/**
 * Opens nonce ‖ ciphertext ‖ tag. Nothing of it is let out before the tag was found right.
 *
 * @throws DomainError INTEGRITY_VIOLATION
 */
export function decrypt(
  key: KeyObject,
  aad: Uint8Array,
  { nonce, ciphertext, tag }: { nonce: Uint8Array; ciphertext: Uint8Array; tag: Uint8Array },
): Buffer {
  if (tag.length !== tagLength) throw integrityViolation();
  const decipher = createDecipheriv(cipherName, key, nonce, options);
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    throw integrityViolation();
  }
  return plaintext;
}
