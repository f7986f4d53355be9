import { createPublicKey, hash } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from '../domain/ports/signing.ts';
import { keyUnavailable } from './faults.ts';

/** Bytes of each half of a P-256 signature. */
const half = 32;

/**
 * Signs JWS (RFC 7515) with ES256 (RFC 7518, 3.4) by a KMS key of ECC_NIST_P256 that never leaves KMS: one KMS call a signature, one more
 * in a cold process for the public key. Header {alg, typ, kid}; `kid` is the key's thumbprint (RFC 7638).
 * @throws DomainError TEMPORARILY_UNAVAILABLE when KMS does not sign or does not give the key
 */
export function createJwsSigner(deps: {
  readonly kms: Pick<KMSClient, 'send'>;
  readonly kmsKeyId: string;
}): Signer {
  const { kms, kmsKeyId: KeyId } = deps;
  let known: Promise<Readonly<Record<string, string>>> | undefined;

  async function loadPublicKey(): Promise<Readonly<Record<string, string>>> {
    const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId })).catch(unavailable);
    if (!PublicKey) throw keyUnavailable();
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
    const { crv, x, y, kty } = key.export({ format: 'jwk' });
    if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new TypeError('receipts are signed on P-256');
    // The members a thumbprint is made of, in its order, without white space (RFC 7638, 3.2).
    const kid = hash('sha256', JSON.stringify({ crv, kty, x, y }), 'base64url');
    return { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' };
  }

  function publicKey(): Promise<Readonly<Record<string, string>>> {
    if (known) return known;
    const mine = loadPublicKey();
    known = mine;
    // A failed read is no answer to keep.
    mine.catch(() => {
      known = undefined;
    });
    return mine;
  }

  return {
    publicKey,
    async sign(payload, type) {
      const { kid } = await publicKey();
      const signed = `${encode({ alg: 'ES256', typ: type, kid })}.${encode(payload)}`;
      const { Signature } = await kms
        .send(
          new SignCommand({
            KeyId,
            MessageType: 'DIGEST',
            SigningAlgorithm: 'ECDSA_SHA_256',
            Message: hash('sha256', signed, 'buffer'),
          }),
        )
        .catch(unavailable);
      if (!Signature) throw keyUnavailable();
      return `${signed}.${joseSignature(Buffer.from(Signature)).toString('base64url')}`;
    },
  };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const unavailable = (error: unknown): never => {
  throw keyUnavailable(error);
};

/**
 * The DER sequence of two integers that KMS gives, as JWS wants it: both halves, 32 bytes each.
 * @throws TypeError when it is no signature on P-256
 */
export function joseSignature(der: Uint8Array): Buffer {
  const bytes = Buffer.from(der);
  const isSequence = bytes[0] === 0x30 && bytes[1] === bytes.length - 2;
  const r = integerAt(bytes, 2);
  const s = integerAt(bytes, r.end);
  if (!isSequence || s.end !== bytes.length) throw new TypeError('KMS gave no signature on P-256');
  return Buffer.concat([r.value, s.value]);
}

function integerAt(bytes: Buffer, at: number): { value: Buffer; end: number } {
  const length = bytes[at + 1] ?? 0;
  const end = at + 2 + length;
  if (bytes[at] !== 0x02 || length === 0 || end > bytes.length)
    throw new TypeError('KMS gave no signature on P-256');
  const digits = bytes.subarray(at + 2, end);
  // A leading zero says that the number is not negative; leading zeros of the number itself are left out.
  const first = digits.findIndex((byte) => byte !== 0);
  const number = first < 0 ? Buffer.alloc(0) : digits.subarray(first);
  if (number.length > half) throw new TypeError('KMS gave no signature on P-256');
  return { value: Buffer.concat([Buffer.alloc(half - number.length), number]), end };
}
