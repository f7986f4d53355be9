import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { judgeKey } from '../../../lambda/domain/recipient/judge-key.ts';

type Jwk = Readonly<Record<string, unknown>>;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const x25519 = generateKeyPairSync('x25519');
const jwkOf = ({ publicKey }: Pick<typeof rsa, 'publicKey'>): Jwk => publicKey.export({ format: 'jwk' });
const judge = (jwk: Jwk) => judgeKey(JSON.stringify(jwk));
/** Whether it is refused, in one way or the other. @throws whatever breaks */
const refused = (jwk: Jwk): boolean => {
  try {
    return judge(jwk) === undefined;
  } catch (error) {
    if (error instanceof DomainError) return true;
    throw error;
  }
};
const base64url = (n: bigint): string => {
  const hex = n.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
};
const numberOf = (text: unknown): bigint =>
  BigInt(`0x${Buffer.from(String(text), 'base64url').toString('hex')}`);

describe('a public key that is sent by a recipient', () => {
  it('is taken with its public members alone, under the thumbprint of RFC 7638', async () => {
    for (const pair of [rsa, ec, x25519, generateKeyPairSync('ec', { namedCurve: 'P-521' })]) {
      const jwk = jwkOf(pair);
      const judged = judge({ ...jwk, use: 'enc', kid: 'mine', x5c: ['AAAA'] });
      expect(judged?.jwk).toEqual(jwk);
      expect(judged?.thumbprint).toBe(await calculateJwkThumbprint(jwk as JWK, 'sha256'));
    }
  });

  it('is taken with the uses that are ours, and with those that programs export', () => {
    expect(judge({ ...jwkOf(rsa), alg: 'RSA-OAEP-256', key_ops: ['wrapKey'] })).toBeDefined();
    expect(judge({ ...jwkOf(rsa), key_ops: ['encrypt'] })).toBeDefined();
    expect(judge({ ...jwkOf(ec), alg: 'ECDH-ES+A256KW', key_ops: [] })).toBeDefined();
    expect(judge({ ...jwkOf(x25519), key_ops: ['deriveBits'] })).toBeDefined();
  });

  it('is refused for another use', () => {
    for (const jwk of [jwkOf(rsa), jwkOf(ec), jwkOf(x25519)])
      for (const use of [
        { use: 'sig' },
        { use: 7 },
        { key_ops: ['verify'] },
        { key_ops: 'wrapKey' },
        { alg: 'RSA-OAEP' },
        { alg: 'RSA1_5' },
        { alg: 'ES256' },
        { alg: 'dir' },
      ])
        expect(judge({ ...jwk, ...use }), JSON.stringify(use)).toBeUndefined();
    expect(judge({ ...jwkOf(rsa), key_ops: [] })).toBeUndefined();
  });

  it('is refused with any private member', () => {
    for (const { privateKey } of [rsa, ec, x25519]) {
      const jwk = privateKey.export({ format: 'jwk' });
      expect(() => judge(jwk as Jwk)).toThrow('PRIVATE_KEY');
      const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
      for (const text of [
        pem,
        JSON.stringify([jwk]),
        JSON.stringify({ keys: [jwk] }),
        JSON.stringify(jwk).slice(0, -1),
      ])
        expect(() => judgeKey(text)).toThrow('PRIVATE_KEY');
    }
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])
      expect(() => judge({ ...jwkOf(rsa), [name]: null })).toThrow('PRIVATE_KEY');
    expect(() => judgeKey('{"kty":"EC","\\u0064":""}')).toThrow('PRIVATE_KEY');
  });

  it('is refused when it is of another type', () => {
    expect(judge({ kty: 'oct' })).toBeUndefined();
    expect(judge({ ...jwkOf(rsa), kty: 'toString' })).toBeUndefined();
    expect(judge(jwkOf(generateKeyPairSync('ed25519')))).toBeUndefined();
    expect(judge(jwkOf(generateKeyPairSync('x448')))).toBeUndefined();
    expect(judge(jwkOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })))).toBeUndefined();
  });

  it('is refused when RSA is weak: short, even, smooth, or with a small exponent', () => {
    expect(judge(jwkOf(generateKeyPairSync('rsa', { modulusLength: 1024 })))).toBeUndefined();
    expect(judge(jwkOf(generateKeyPairSync('rsa', { modulusLength: 2040 })))).toBeUndefined();
    const { n } = jwkOf(rsa);
    const modulus = numberOf(n);
    for (const weak of [modulus + 1n, modulus * 3n, modulus * 197n, modulus << 8000n])
      expect(judge({ ...jwkOf(rsa), n: base64url(weak) })).toBeUndefined();
    for (const e of [1n, 3n, 17n, 65_536n, 1n << 65n])
      expect(judge({ ...jwkOf(rsa), e: base64url(e) }), String(e)).toBeUndefined();
  });

  it('is refused when its point is on no curve, or gives a secret that everybody knows', () => {
    const jwk = jwkOf(ec);
    expect(judge({ ...jwk, y: base64url(numberOf(jwk.y) ^ 1n) })).toBeUndefined();
    expect(judge({ ...jwk, crv: 'P-384' })).toBeUndefined();
    const prime = 2n ** 255n - 19n;
    for (const u of [0n, 1n, prime - 1n, prime, prime + 1n, 1n << 255n]) {
      const bytes = Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse();
      const x = bytes.toString('base64url');
      // It is a key to the library: only its order gives it away.
      expect(createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' })).toBeDefined();
      expect(judge({ kty: 'OKP', crv: 'X25519', x }), String(u)).toBeUndefined();
    }
  });

  it('is refused when it is written otherwise than it need be', () => {
    expect(judge({ ...jwkOf(ec), x: `${jwkOf(ec).x}=` })).toBeUndefined();
    expect(judge({ ...jwkOf(rsa), n: `AA${jwkOf(rsa).n}` })).toBeUndefined();
    expect(judgeKey(`${JSON.stringify(jwkOf(ec))}${' '.repeat(5000)}`)).toBeUndefined();
  });

  it('is never anything that breaks the judge', () => {
    for (const text of ['', 'null', '[]', '"x"', '{', '{"kty":{}}', '{"kty":"RSA","n":1,"e":2}'])
      expect(judgeKey(text)).toBeUndefined();
    const members = fc.record(
      { kty: fc.constantFrom('RSA', 'EC', 'OKP'), crv: fc.constantFrom('P-256', 'X25519') },
      { requiredKeys: ['kty'] },
    );
    const odd = fc.dictionary(
      fc.constantFrom('n', 'e', 'x', 'y'),
      fc.oneof(fc.base64String(), fc.jsonValue()),
    );
    fc.assert(
      fc.property(members, odd, (known, others) => {
        expect(refused({ ...others, ...known })).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
