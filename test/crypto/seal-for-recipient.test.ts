import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecipientSealing } from '../../lambda/crypto/seal-for-recipient.ts';
import { newPassphrase } from '../../lambda/domain/package/passphrase.ts';
import { judgeKey } from '../../lambda/domain/recipient/judge-key.ts';
import { headerOf, openJwe } from '../harness/open-jwe.ts';

const sealing = createRecipientSealing();
const about = { type: 'package+jwe', contentType: 'application/json' };

const pairs = {
  'RSA 2048': generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'RSA 3072': generateKeyPairSync('rsa', { modulusLength: 3072 }),
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  X25519: generateKeyPairSync('x25519'),
};
const keyOf = (name: keyof typeof pairs) => {
  const judged = judgeKey(JSON.stringify(pairs[name].publicKey.export({ format: 'jwk' })));
  if (!judged) throw new Error(`${name} is taken`);
  return { ...judged, expiresAt: undefined };
};

describe('what is sealed for a recipient', () => {
  it.each(Object.keys(pairs) as (keyof typeof pairs)[])(
    'to a key of %s is opened by another implementation',
    async (name) => {
      const key = keyOf(name);
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (plaintext) => {
          const jwe = await sealing.toKey(key, plaintext, about);
          expect(openJwe(jwe, pairs[name].privateKey)).toEqual(Buffer.from(plaintext));
          expect(headerOf(jwe)).toMatchObject({
            alg: name.startsWith('RSA') ? 'RSA-OAEP-256' : 'ECDH-ES+A256KW',
            enc: 'A256GCM',
            kid: key.thumbprint,
            typ: about.type,
            cty: about.contentType,
          });
        }),
        { numRuns: 8 },
      );
    },
  );

  it('opens for nobody else, and not once a bit was changed', async () => {
    const plaintext = randomBytes(100);
    const jwe = await sealing.toKey(keyOf('P-256'), plaintext, about);
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => openJwe(jwe, stranger.privateKey)).toThrow();
    for (const [place, part] of jwe.split('.').entries()) {
      const parts = jwe.split('.');
      parts[place] = `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`;
      expect(() => openJwe(parts.join('.'), pairs['P-256'].privateKey), `part ${place}`).toThrow();
    }
    expect(openJwe(jwe, pairs['P-256'].privateKey)).toEqual(plaintext);
  });

  it('by a passphrase is opened by it alone', async () => {
    const random = { id: () => 'ABCDEFGHJKMNPQRSTVWXYZ0123' };
    const passphrase = newPassphrase(random);
    expect(passphrase).toBe('ABCDE-FGHJK-MNPQR-STVWX-YZ012-3');
    const plaintext = randomBytes(1000);
    const jwe = await sealing.byPassphrase(passphrase, plaintext, about);
    expect(openJwe(jwe, passphrase)).toEqual(plaintext);
    expect(headerOf(jwe)).toMatchObject({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 10_000 });
    expect(() => openJwe(jwe, passphrase.toLowerCase())).toThrow();
  });

  it('is not, to a key whose row was changed into something else', async () => {
    const key = keyOf('P-256');
    const wrong = [
      { kty: 'oct', k: randomBytes(32).toString('base64url') },
      { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
      {},
    ] as const;
    for (const jwk of wrong)
      await expect(sealing.toKey({ ...key, jwk: { ...jwk } }, randomBytes(3), about)).rejects.toThrow(
        'KEY_NOT_ACCEPTED',
      );
  });
});
