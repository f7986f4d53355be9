import { sign as signMessage, verify as verifyMessage } from 'node:crypto';
import { KmsError } from './errors.ts';
import { bytesOf, type KmsInput, optionalTextOf, textOf } from './input.ts';
import type { KeyRing } from './keys.ts';
import type { KmsOperation } from './operation.ts';
import { signDigest, verifyDigest } from './p256-digest.ts';

const algorithms = [
  'ECDSA_SHA_256',
  'ECDSA_SHA_384',
  'ECDSA_SHA_512',
  'RSASSA_PSS_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_256',
];

/** ECDSA with SHA-256; the signature is the DER sequence of r and s (ANSI X9.62), as AWS gives it. */
export const sign: KmsOperation = (ring, input) => {
  const { key, privateKey, message, isDigest } = prepare(ring, input);
  const signature = isDigest
    ? toDer(signDigest(privateKey, message))
    : signMessage('sha256', message, privateKey);
  return { KeyId: key.arn, Signature: signature.toString('base64'), SigningAlgorithm: 'ECDSA_SHA_256' };
};

export const verify: KmsOperation = (ring, input) => {
  const signature = bytesOf(input, 'Signature', 6144);
  const { key, privateKey, message, isDigest } = prepare(ring, input);
  const pair = isDigest ? fromDer(signature) : undefined;
  const valid = isDigest
    ? pair !== undefined && verifyDigest(privateKey, message, pair)
    : verifyMessage('sha256', message, privateKey, signature);
  if (!valid)
    throw new KmsError(
      'KMSInvalidSignatureException',
      'The signature is not valid for the message and the key.',
    );
  return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: 'ECDSA_SHA_256' };
};

function prepare(ring: KeyRing, input: KmsInput) {
  const key = ring.usable(textOf(input, 'KeyId'), 'SIGN_VERIFY');
  if (!key.privateKey) throw new Error('A signing key has no private half.');
  if (textOf(input, 'SigningAlgorithm', algorithms) !== 'ECDSA_SHA_256')
    throw new KmsError('InvalidKeyUsageException', 'An ECC_NIST_P256 key signs with ECDSA_SHA_256 only.');
  const isDigest = optionalTextOf(input, 'MessageType', ['RAW', 'DIGEST']) === 'DIGEST';
  const message = bytesOf(input, 'Message', 4096);
  if (isDigest && message.length !== 32)
    throw new KmsError('ValidationException', 'Digest is invalid length for algorithm ECDSA_SHA_256.');
  return { key, privateKey: key.privateKey, message, isDigest };
}

function toDer({ r, s }: { r: bigint; s: bigint }): Buffer {
  const body = Buffer.concat([r, s].map(derInteger));
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const sign = (bytes[0] ?? 0) > 0x7f ? Buffer.from([0]) : Buffer.alloc(0);
  return Buffer.concat([Buffer.from([2, sign.length + bytes.length]), sign, bytes]);
}

function fromDer(der: Buffer): { r: bigint; s: bigint } | undefined {
  const hex = der.toString('hex');
  const lengthOfR = der[3] ?? 0;
  const r = der.subarray(4, 4 + lengthOfR).toString('hex');
  const s = der.subarray(6 + lengthOfR).toString('hex');
  if (!r || !s) return undefined;
  const pair = { r: BigInt(`0x${r}`), s: BigInt(`0x${s}`) };
  return toDer(pair).toString('hex') === hex ? pair : undefined;
}
