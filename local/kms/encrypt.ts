import { randomBytes } from 'node:crypto';
import { open, seal } from './ciphertext.ts';
import { KmsError } from './errors.ts';
import { bytesOf, contextOf, type KmsInput, numberOf, optionalTextOf, textOf } from './input.ts';
import type { KmsOperation } from './operation.ts';

const algorithm = 'SYMMETRIC_DEFAULT';
const longestPlaintext = 4096;
const longestBlob = 6144;

export const encrypt: KmsOperation = (ring, input) => {
  const key = ring.usable(textOf(input, 'KeyId'), 'ENCRYPT_DECRYPT');
  onlySymmetric(input, 'EncryptionAlgorithm');
  const blob = seal(key, contextOf(input), bytesOf(input, 'Plaintext', longestPlaintext));
  return { KeyId: key.arn, CiphertextBlob: blob.toString('base64'), EncryptionAlgorithm: algorithm };
};

export const decrypt: KmsOperation = (ring, input) => {
  onlySymmetric(input, 'EncryptionAlgorithm');
  const blob = bytesOf(input, 'CiphertextBlob', longestBlob);
  const { key, plaintext } = open(ring, optionalTextOf(input, 'KeyId'), contextOf(input), blob);
  return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: algorithm };
};

export const reEncrypt: KmsOperation = (ring, input) => {
  onlySymmetric(input, 'SourceEncryptionAlgorithm');
  onlySymmetric(input, 'DestinationEncryptionAlgorithm');
  const target = ring.usable(textOf(input, 'DestinationKeyId'), 'ENCRYPT_DECRYPT');
  const blob = bytesOf(input, 'CiphertextBlob', longestBlob);
  const from = contextOf(input, 'SourceEncryptionContext');
  const { key, plaintext } = open(ring, optionalTextOf(input, 'SourceKeyId'), from, blob);
  const sealed = seal(target, contextOf(input, 'DestinationEncryptionContext'), plaintext);
  return {
    SourceKeyId: key.arn,
    KeyId: target.arn,
    CiphertextBlob: sealed.toString('base64'),
    SourceEncryptionAlgorithm: algorithm,
    DestinationEncryptionAlgorithm: algorithm,
  };
};

export const generateDataKeyWithoutPlaintext: KmsOperation = (ring, input) => {
  const key = ring.usable(textOf(input, 'KeyId'), 'ENCRYPT_DECRYPT');
  const blob = seal(key, contextOf(input), randomBytes(dataKeyLength(input)));
  return { KeyId: key.arn, CiphertextBlob: blob.toString('base64') };
};

export const generateDataKey: KmsOperation = (ring, input) => {
  const key = ring.usable(textOf(input, 'KeyId'), 'ENCRYPT_DECRYPT');
  const plaintext = randomBytes(dataKeyLength(input));
  const blob = seal(key, contextOf(input), plaintext);
  return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), CiphertextBlob: blob.toString('base64') };
};

export const generateRandom: KmsOperation = (_ring, input) => ({
  Plaintext: randomBytes(numberOf(input, 'NumberOfBytes', 1, 1024)).toString('base64'),
});

function dataKeyLength(input: KmsInput): number {
  const spec = optionalTextOf(input, 'KeySpec', ['AES_256', 'AES_128']);
  if ((spec === undefined) === (input.NumberOfBytes === undefined))
    throw new KmsError('ValidationException', 'Please specify either number of bytes or key spec.');
  if (spec === undefined) return numberOf(input, 'NumberOfBytes', 1, 1024);
  return spec === 'AES_256' ? 32 : 16;
}

function onlySymmetric(input: KmsInput, name: string): void {
  const asked = optionalTextOf(input, name, [algorithm, 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE']);
  if (asked !== undefined && asked !== algorithm)
    throw new KmsError('InvalidKeyUsageException', `Algorithm ${asked} is incompatible with this key.`);
}
