import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { calculateJwkThumbprint, compactVerify, createLocalJWKSet, type JWK } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createJwsSigner, joseSignature } from '../../lambda/crypto/jws-signer.ts';
import { type LocalKms, startKms } from '../../local/kms/start.ts';

const kmsKeyId = 'alias/receipts';
const aws = { region: 'ap-southeast-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
let server: LocalKms;
let kms: KMSClient;
beforeAll(async () => {
  server = await startKms({ keys: { [kmsKeyId]: 'ECC_NIST_P256', 'alias/other': 'SYMMETRIC_DEFAULT' } });
  kms = new KMSClient({ ...aws, endpoint: server.url, maxAttempts: 1 });
});
afterAll(async () => {
  kms.destroy();
  await server.stop();
});

it('signs what a JOSE library verifies with the public key, under its thumbprint (RFC 7515, 7518, 7638)', async () => {
  const signer = createJwsSigner({ kms, kmsKeyId });
  const payload = { word: randomBytes(8).toString('hex'), nested: [{ đ: 1 }] };
  const jws = await signer.sign(payload, 'consent-receipt+jws');
  const jwk = (await signer.publicKey()) as unknown as JWK;
  expect(jwk.kid).toBe(await calculateJwkThumbprint(jwk, 'sha256'));
  expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  const read = await compactVerify(jws, createLocalJWKSet({ keys: [jwk] }));
  expect(read.protectedHeader).toEqual({ alg: 'ES256', typ: 'consent-receipt+jws', kid: jwk.kid });
  expect(JSON.parse(new TextDecoder().decode(read.payload))).toEqual(payload);

  const [header = '', body = '', signature = ''] = jws.split('.');
  const other = Buffer.from(JSON.stringify({ ...payload, word: 'another' })).toString('base64url');
  const keys = createLocalJWKSet({ keys: [jwk] });
  await expect(compactVerify(`${header}.${other}.${signature}`, keys)).rejects.toThrow();
  const unknown = createLocalJWKSet({ keys: [{ ...jwk, kid: 'another' }] });
  await expect(compactVerify(`${header}.${body}.${signature}`, unknown)).rejects.toThrow();
});

it('asks KMS for the public key once, and again after it failed', async () => {
  const before = server.calls();
  const signer = createJwsSigner({ kms, kmsKeyId });
  await Promise.all([signer.sign({}, 'a'), signer.sign({}, 'b'), signer.publicKey()]);
  const calls = server.calls();
  const made = (name: string) => (calls[name] ?? 0) - (before[name] ?? 0);
  expect([made('GetPublicKey'), made('Sign')]).toEqual([1, 2]);

  const wrong = createJwsSigner({ kms, kmsKeyId: 'alias/other' });
  for (let time = 0; time < 2; time++)
    await expect(wrong.sign({}, 'a')).rejects.toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' });
  expect((server.calls().GetPublicKey ?? 0) - (calls.GetPublicKey ?? 0)).toBe(2);
});

it('writes every DER signature of a key as both its halves', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = createPublicKey(privateKey);
  // Of 512 signatures some have a half with leading zeros, which DER leaves out.
  for (let n = 0; n < 512; n++) {
    const message = createHash('sha256').update(String(n)).digest();
    const jose = joseSignature(sign('sha256', message, privateKey));
    expect(verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, jose)).toBe(true);
  }
});

it('takes no other bytes for a signature', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      try {
        expect(joseSignature(bytes)).toHaveLength(64);
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }),
  );
  const cut = sign('sha256', Buffer.from('x'), generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  expect(() => joseSignature(cut.subarray(0, -1))).toThrow(TypeError);
});

it('takes a signature for nothing but itself: another tag, bytes behind it, or a length that says so', () => {
  const whole = sign(
    'sha256',
    Buffer.from('x'),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  );
  const changed = (at: number, by: (byte: number) => number, more = 0): Buffer => {
    const bytes = Buffer.concat([whole, Buffer.alloc(more)]);
    bytes[at] = by(bytes[at] ?? 0);
    return bytes;
  };
  const spoilt = {
    tag: changed(0, () => 0x31),
    length: changed(1, (length) => length + 1),
    'a byte behind': changed(0, (tag) => tag, 1),
    'a byte behind, counted': changed(1, (length) => length + 1, 1),
    'no first integer': changed(2, () => 0x03),
    'an empty integer': Buffer.from([0x30, 5, 0x02, 0, 0x02, 1, 1]),
  };
  for (const [what, bytes] of Object.entries(spoilt))
    expect(() => joseSignature(bytes), what).toThrow(TypeError);
});

it('takes no key but one of P-256, and says which', async () => {
  const keys = {
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    Ed25519: generateKeyPairSync('ed25519'),
  };
  for (const [name, { publicKey }] of Object.entries(keys)) {
    const PublicKey = publicKey.export({ format: 'der', type: 'spki' });
    const signer = createJwsSigner({ kms: { send: async () => ({ PublicKey }) } as never, kmsKeyId });
    await expect(signer.publicKey(), name).rejects.toThrow('receipts are signed on P-256');
    await expect(signer.sign({}, 'a'), name).rejects.toThrow('receipts are signed on P-256');
  }
});
