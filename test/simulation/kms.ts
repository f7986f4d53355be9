import { createHmac } from 'node:crypto';
import { keepFiles } from '../../local/kept-files.ts';
import { describeKey, getPublicKey } from '../../local/kms/describe.ts';
import {
  decrypt,
  encrypt,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  reEncrypt,
} from '../../local/kms/encrypt.ts';
import { KmsError } from '../../local/kms/errors.ts';
import { bytesOf as bytesIn, type KmsInput, parseInput } from '../../local/kms/input.ts';
import { type KeyRing, openKeyRing } from '../../local/kms/keys.ts';
import { generateMac, verifyMac } from '../../local/kms/mac.ts';
import type { KmsOperation } from '../../local/kms/operation.ts';
import { keyNames } from './environment.ts';
import { bytesOf, type HttpAnswer, type HttpRequest } from './http.ts';

/** A signature in the shape of ECDSA's, for whoever asks `Verify`: a real one takes as long as a whole run of the rest. */
function signed(ring: KeyRing, input: KmsInput): Buffer {
  const key = ring.usable(String(input.KeyId), 'SIGN_VERIFY');
  const made = createHmac('sha512', key.secret)
    .update(bytesIn(input, 'Message', 4096))
    .digest();
  const number = (half: Buffer) =>
    Buffer.concat([Buffer.from([2, 32, ((half[0] ?? 0) & 0x3f) | 0x40]), half.subarray(1)]);
  return Buffer.concat([Buffer.from([0x30, 68]), number(made.subarray(0, 32)), number(made.subarray(32))]);
}

const sign: KmsOperation = (ring, input) => ({ Signature: signed(ring, input).toString('base64') });
const verify: KmsOperation = (ring, input) => {
  if (!signed(ring, input).equals(bytesIn(input, 'Signature', 4096)))
    throw new KmsError('KMSInvalidSignatureException', 'The signature does not fit.');
  return { SignatureValid: true };
};

const operations: Readonly<Record<string, KmsOperation>> = {
  Decrypt: decrypt,
  DescribeKey: describeKey,
  Encrypt: encrypt,
  GenerateDataKey: generateDataKey,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext,
  GenerateMac: generateMac,
  GetPublicKey: getPublicKey,
  ReEncrypt: reEncrypt,
  Sign: sign,
  Verify: verify,
  VerifyMac: verifyMac,
};

let ring: KeyRing | undefined;

/** The keys of all runs: what is under them is decided by each seed. */
function keyRing(): KeyRing {
  const specOf = (name: string) => (/-(anchor|receipts)$/.test(name) ? 'ECC_NIST_P256' : 'SYMMETRIC_DEFAULT');
  ring ??= openKeyRing(
    keepFiles(undefined),
    Object.fromEntries(keyNames.map((name) => [name, specOf(name)])),
  );
  return ring;
}

/** Answers as KMS does. */
export function answerKms({ headers, body }: HttpRequest): HttpAnswer {
  const name = (headers['x-amz-target'] ?? headers['X-Amz-Target'] ?? '').replace('TrentService.', '');
  try {
    const operation = operations[name];
    if (!operation) throw new KmsError('UnknownOperationException', `there is no ${name} here`);
    return answered(200, operation(keyRing(), parseInput(bytesOf(body))));
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    return answered(400, { __type: error.type, message: error.message });
  }
}

const answered = (statusCode: number, body: object): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: Buffer.from(JSON.stringify(body)),
});
