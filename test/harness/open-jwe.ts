import {
  constants,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  pbkdf2Sync,
  privateDecrypt,
} from 'node:crypto';

const decoded = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');
const u32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(n);
  return bytes;
};
const prefixed = (bytes: Buffer): Buffer => Buffer.concat([u32(bytes.length), bytes]);

interface JweHeader {
  readonly alg: string;
  readonly enc: string;
  readonly kid?: string;
  readonly typ?: string;
  readonly cty?: string;
  readonly epk?: Readonly<Record<string, string>>;
  readonly apu?: string;
  readonly apv?: string;
  readonly p2s?: string;
  readonly p2c?: number;
}

/** What a JWE says of itself, unproven. */
export const headerOf = (jwe: string): JweHeader => JSON.parse(decoded(jwe.split('.')[0]).toString());

/**
 * Opens a JWE in compact serialization (RFC 7516, 5.2) as a recipient would who has nothing but the standards: node:crypto alone, by none of
 * the code that sealed it. @param key a private key, or a passphrase. @throws Error when it does not open
 */
export function openJwe(jwe: string, key: KeyObject | string): Buffer {
  const [head = '', wrapped, iv, ciphertext, tag, ...rest] = jwe.split('.');
  if (rest.length > 0 || tag === undefined) throw new Error('five parts');
  const header = headerOf(jwe);
  if (header.enc !== 'A256GCM') throw new Error(header.enc);
  const contentKey = unwrapped(header, decoded(wrapped), key);
  const cipher = createDecipheriv('aes-256-gcm', contentKey, decoded(iv), { authTagLength: 16 });
  cipher.setAAD(Buffer.from(head, 'ascii'));
  cipher.setAuthTag(decoded(tag));
  return Buffer.concat([cipher.update(decoded(ciphertext)), cipher.final()]);
}

function unwrapped(header: JweHeader, wrapped: Buffer, key: KeyObject | string): Buffer {
  switch (header.alg) {
    case 'RSA-OAEP-256':
      if (typeof key === 'string') throw new Error('a private key');
      return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped);
    case 'ECDH-ES+A256KW': {
      if (typeof key === 'string' || !header.epk) throw new Error('a private key');
      const publicKey = createPublicKey({ key: header.epk, format: 'jwk' });
      return unwrap(concatKdf(diffieHellman({ privateKey: key, publicKey }), header), wrapped);
    }
    case 'PBES2-HS512+A256KW': {
      if (typeof key !== 'string') throw new Error('a passphrase');
      const salt = Buffer.concat([Buffer.from(`${header.alg}\0`), decoded(header.p2s)]);
      return unwrap(pbkdf2Sync(key, salt, header.p2c ?? 0, 32, 'sha512'), wrapped);
    }
    default:
      throw new Error(header.alg);
  }
}

/** RFC 7518, 4.6.2: one round of SHA-256 gives all 256 bits. */
function concatKdf(secret: Buffer, { alg, apu, apv }: JweHeader): Buffer {
  const about = [prefixed(Buffer.from(alg)), prefixed(decoded(apu)), prefixed(decoded(apv)), u32(256)];
  return createHash('sha256')
    .update(Buffer.concat([u32(1), secret, ...about]))
    .digest();
}

/** RFC 3394. */
function unwrap(key: Buffer, wrapped: Buffer): Buffer {
  const cipher = createDecipheriv('id-aes256-wrap', key, Buffer.alloc(8, 0xa6));
  return Buffer.concat([cipher.update(wrapped), cipher.final()]);
}
