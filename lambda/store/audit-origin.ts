import { type CipherKey, createCipheriv } from 'node:crypto';
import type { Origin } from '../domain/viewer.ts';

/** Text is padded to this many bytes, so that its length does not tell one kind of address from another. */
const paddedBytes = 72;
const version = 1;
export const originNonceBytes = 12;
const ciphertextAt = 1 + originNonceBytes;
const tagBytes = 16;

/**
 * Seals where a request came from (D333 20(3)) for one place of one lane. A month's key is destroyed after the log floor.
 *
 * `version 1 ‖ nonce 12 ‖ ciphertext ‖ tag 16`, AES-256-GCM, base64url; AAD `"CFO1" ‖ lane ‖ "#" ‖ seq`.
 *
 * @param key better a KeyObject: as a raw Buffer it costs three times as much on each row
 * @param nonce random, of `originNonceBytes`, never used before
 */
export function sealOrigin(
  key: CipherKey,
  nonce: Uint8Array,
  place: { lane: string; seq: string },
  origin: Origin,
): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(place));
  const text = JSON.stringify({ address: origin.address.slice(0, 45), port: origin.port }).padEnd(
    paddedBytes,
  );
  const ciphertext = cipher.update(text, 'utf8');
  cipher.final();
  const tagAt = ciphertextAt + ciphertext.length;
  const sealed = Buffer.allocUnsafe(tagAt + tagBytes);
  sealed[0] = version;
  sealed.set(nonce, 1);
  sealed.set(ciphertext, ciphertextAt);
  sealed.set(cipher.getAuthTag(), tagAt);
  return sealed.toString('base64url');
}

function associatedData(place: { lane: string; seq: string }): Buffer {
  return Buffer.from(`CFO1${place.lane}#${place.seq}`);
}
