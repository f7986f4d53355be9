import { createPublicKey } from 'node:crypto';
import { textOf } from './input.ts';
import { type KeySpec, usageOf } from './keys.ts';
import type { KmsOperation } from './operation.ts';

const algorithms: Readonly<Record<KeySpec, object>> = {
  SYMMETRIC_DEFAULT: { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] },
  HMAC_256: { MacAlgorithms: ['HMAC_SHA_256'] },
  ECC_NIST_P256: { SigningAlgorithms: ['ECDSA_SHA_256'] },
};

export const describeKey: KmsOperation = (ring, input) => {
  const key = ring.named(textOf(input, 'KeyId'));
  const enabled = ring.isEnabled(key);
  return {
    KeyMetadata: {
      KeyId: key.id,
      Arn: key.arn,
      AWSAccountId: key.arn.split(':')[4],
      CreationDate: 0,
      Enabled: enabled,
      KeyState: enabled ? 'Enabled' : 'Disabled',
      KeyUsage: usageOf[key.spec],
      KeySpec: key.spec,
      KeyManager: 'CUSTOMER',
      Origin: 'AWS_KMS',
      MultiRegion: false,
      Description: '',
      ...algorithms[key.spec],
    },
  };
};

/** The public half as DER-encoded SubjectPublicKeyInfo (RFC 5280), as AWS gives it. */
export const getPublicKey: KmsOperation = (ring, input) => {
  const key = ring.usable(textOf(input, 'KeyId'), 'SIGN_VERIFY');
  if (!key.privateKey) throw new Error('A signing key has no private half.');
  return {
    KeyId: key.arn,
    PublicKey: createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' }).toString('base64'),
    KeySpec: key.spec,
    KeyUsage: usageOf[key.spec],
    ...algorithms[key.spec],
  };
};

export const disableKey: KmsOperation = (ring, input) => {
  ring.setEnabled(ring.named(textOf(input, 'KeyId')), false);
  return {};
};

export const enableKey: KmsOperation = (ring, input) => {
  ring.setEnabled(ring.named(textOf(input, 'KeyId')), true);
  return {};
};
