import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** How contents lie in the files of a bucket that has encryption. */
export interface AtRest {
  seal(content: Buffer, place: string): Buffer;
  /** @throws Error when it was altered, or was sealed for another place */
  open(sealed: Buffer, place: string): Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under one key of 32 bytes. The place, a bucket and a key, is associated data: contents cannot be exchanged. */
export function sealAtRest(key: Buffer): AtRest {
  return {
    seal(content, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      const parts = [nonce, cipher.update(content), cipher.final()];
      return Buffer.concat([...parts, cipher.getAuthTag()]);
    },
    open(sealed, place) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
      decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    },
  };
}
