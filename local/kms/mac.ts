import { createHmac, timingSafeEqual } from 'node:crypto';
import { KmsError } from './errors.ts';
import { bytesOf, type KmsInput, textOf } from './input.ts';
import type { KeyRing, LocalKey } from './keys.ts';
import type { KmsOperation } from './operation.ts';

const algorithms = ['HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512'];

export const generateMac: KmsOperation = (ring, input) => {
  const { key, mac } = compute(ring, input);
  return { KeyId: key.arn, Mac: mac.toString('base64'), MacAlgorithm: 'HMAC_SHA_256' };
};

export const verifyMac: KmsOperation = (ring, input) => {
  const given = bytesOf(input, 'Mac', 6144);
  const { key, mac } = compute(ring, input);
  if (given.length !== mac.length || !timingSafeEqual(given, mac))
    throw new KmsError('KMSInvalidMacException', 'The MAC is not valid for the message and the key.');
  return { KeyId: key.arn, MacValid: true, MacAlgorithm: 'HMAC_SHA_256' };
};

function compute(ring: KeyRing, input: KmsInput): { key: LocalKey; mac: Buffer } {
  const key = ring.usable(textOf(input, 'KeyId'), 'GENERATE_VERIFY_MAC');
  if (textOf(input, 'MacAlgorithm', algorithms) !== 'HMAC_SHA_256')
    throw new KmsError('InvalidKeyUsageException', 'An HMAC_256 key computes HMAC_SHA_256 only.');
  return {
    key,
    mac: createHmac('sha256', key.secret)
      .update(bytesOf(input, 'Message', 4096))
      .digest(),
  };
}
