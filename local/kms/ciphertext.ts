import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KmsError } from './errors.ts';
import type { KeyRing, LocalKey } from './keys.ts';

/*
 * blob = version 1 ‖ key id 16 ‖ nonce 12 ‖ ciphertext ‖ tag 16, AES-256-GCM under the key's secret.
 * Associated data: version ‖ key id ‖ canonical context.
 */
const version = 1;
const headerLength = 17;
const nonceLength = 12;
const tagLength = 16;

export function seal(key: LocalKey, context: Buffer, plaintext: Buffer): Buffer {
  const header = Buffer.concat([Buffer.from([version]), Buffer.from(key.id.replaceAll('-', ''), 'hex')]);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.concat([header, context]));
  return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens a blob with the key it names.
 *
 * @param expected the key the caller says it is under, when it says so
 * @throws KmsError InvalidCiphertextException for a wrong context or changed bytes, IncorrectKeyException for another key
 */
export function open(
  ring: KeyRing,
  expected: string | undefined,
  context: Buffer,
  blob: Buffer,
): { key: LocalKey; plaintext: Buffer } {
  const claimed = expected === undefined ? undefined : ring.usable(expected, 'ENCRYPT_DECRYPT');
  if (blob.length <= headerLength + nonceLength + tagLength || blob[0] !== version) throw invalid();
  const hex = blob.subarray(1, headerLength).toString('hex');
  const found = ring.byId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
  if (!found) throw invalid();
  if (claimed && claimed.id !== found.id)
    throw new KmsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  const key = ring.usable(found.id, 'ENCRYPT_DECRYPT');
  const nonce = blob.subarray(headerLength, headerLength + nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.concat([blob.subarray(0, headerLength), context]));
  decipher.setAuthTag(blob.subarray(-tagLength));
  const sealed = blob.subarray(headerLength + nonceLength, -tagLength);
  try {
    return { key, plaintext: Buffer.concat([decipher.update(sealed), decipher.final()]) };
  } catch {
    throw invalid();
  }
}

function invalid(): KmsError {
  return new KmsError('InvalidCiphertextException', 'The ciphertext or its encryption context is not valid.');
}
