import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, exportSPKI, SignJWT } from 'jose';
import { describe, expect, it, test } from 'vitest';
import type { IssuerSettings } from '../../lambda/runtime/env.ts';
import { createTokenVerifier } from '../../lambda/runtime/tokens.ts';

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [own, foreign, next] = [keyPair(), keyPair(), keyPair()];
const jwk = async (publicKey: KeyObject, kid: string) => ({
  ...(await exportJWK(publicKey)),
  kid,
  alg: 'RS256',
  use: 'sig',
});
const jwks = { keys: [await jwk(own.publicKey, 'one')] };

const staff: IssuerSettings = { issuer: 'https://staff.example', clientIds: ['page'], jwks };
const customer: IssuerSettings = { issuer: 'https://customers.example', clientIds: ['portal'], jwks };
const service: IssuerSettings = { issuer: 'https://services.example', clientIds: ['billing'], jwks };
const verifier = createTokenVerifier({ staff, customer, service });

const now = () => Math.floor(Date.now() / 1000);
const clients: Readonly<Record<string, string>> = {
  [staff.issuer]: 'page',
  [customer.issuer]: 'portal',
  [service.issuer]: 'billing',
};
interface Minting {
  readonly key?: KeyObject;
  readonly header?: Readonly<Record<string, unknown>>;
}
/** A token that is good unless told otherwise; undefined takes a claim away. */
function mint(
  claims: Readonly<Record<string, unknown>>,
  { key = own.privateKey, header = {} }: Minting = {},
) {
  const iss = String(claims.iss ?? staff.issuer);
  const payload = {
    iss,
    sub: 'someone',
    client_id: clients[iss],
    token_use: 'access',
    exp: now() + 600,
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);
}
/** Signed by the right key whatever the header says; libraries that make tokens refuse some of it. */
function handMade(header: Readonly<Record<string, unknown>>): string {
  const signed = `${base64({ alg: 'RS256', kid: 'one', ...header })}.${base64(goodClaims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(own.privateKey).toString('base64url')}`;
}
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const goodClaims = {
  iss: staff.issuer,
  sub: 'someone',
  client_id: 'page',
  token_use: 'access',
  exp: now() + 600,
};

describe('a good access token', () => {
  it('gives who it is of, with groups and scopes as they stand', async () => {
    const token = await mint({ 'cognito:groups': ['support', 'x'], scope: 'openid privacy/mail:send' });
    expect(await verifier.verify(token)).toEqual({
      issuer: 'staff',
      claims: {
        iss: staff.issuer,
        sub: 'someone',
        clientId: 'page',
        groups: ['support', 'x'],
        scopes: ['openid', 'privacy/mail:send'],
      },
    });
    expect((await verifier.verify(await mint({ iss: customer.issuer })))?.issuer).toBe('customer');
    expect((await verifier.verify(await mint({ iss: service.issuer })))?.issuer).toBe('service');
  });

  it('names an address only where its issuer vouches for it', async () => {
    const email = 'someone@staff.example';
    const addressOf = async (claims: Record<string, unknown>) =>
      (await verifier.verify(await mint({ email, ...claims })))?.claims.verifiedEmail;
    expect(await addressOf({ email_verified: true })).toBe(email);
    expect(await addressOf({ email_verified: 'true' })).toBe(email);
    for (const email_verified of [false, 'false', '', undefined])
      expect(await addressOf({ email_verified })).toBeUndefined();
  });

  it('may be a standard one (RFC 9068) at the customers’ issuer, for us', async () => {
    const asked = { iss: customer.issuer, token_use: undefined };
    const at = { header: { typ: 'at+jwt' } };
    expect((await verifier.verify(await mint({ ...asked, aud: 'portal' }, at)))?.issuer).toBe('customer');
    expect(await verifier.verify(await mint({ ...asked, aud: 'another-api' }, at))).toBeUndefined();
    const ours = createTokenVerifier({ customer: { ...customer, audience: 'privacy' } });
    expect((await ours.verify(await mint({ ...asked, aud: ['x', 'privacy'] }, at)))?.issuer).toBe('customer');
    expect(await verifier.verify(await mint({ token_use: undefined }, at))).toBeUndefined();
  });
});

describe('any other token is nobody’s', () => {
  const bad: Readonly<Record<string, () => string | Promise<string>>> = {
    expired: () => mint({ exp: now() - 1 }),
    'without an end': () => mint({ exp: undefined }),
    'not yet good': () => mint({ nbf: now() + 60 }),
    'of an issuer nobody knows': () => mint({ iss: 'https://evil.example', client_id: 'page' }),
    'of an issuer with a slash more': () => mint({ iss: `${staff.issuer}/`, client_id: 'page' }),
    'without an issuer': () => mint({ iss: undefined, client_id: 'page' }),
    'for another client': () => mint({ client_id: 'another' }),
    'for the client of another issuer': () => mint({ client_id: 'portal' }),
    'without a client': () => mint({ client_id: undefined, aud: 'page', azp: 'page' }),
    'without a subject': () => mint({ sub: undefined }),
    'with an empty subject': () => mint({ sub: '' }),
    'with a subject that is no text': () => mint({ sub: 7 }),
    'an ID token of Cognito': () => mint({ token_use: 'id', aud: 'page' }),
    'an ID token of another provider': () =>
      mint({ iss: customer.issuer, token_use: undefined, aud: 'portal', nonce: 'n' }),
    'of an unknown use': () => mint({ token_use: 'refresh' }),
    'signed with a foreign key': () => mint({}, { key: foreign.privateKey }),
    'signed with a key nobody knows': () => mint({}, { header: { kid: 'two' } }),
    'that names no key': () => mint({}, { header: { kid: undefined } }),
    'that brings its own key': async () =>
      mint(
        {},
        {
          key: foreign.privateKey,
          header: { jwk: await jwk(foreign.publicKey, 'one'), jku: 'https://evil.example' },
        },
      ),
    'with a critical header': () => mint({}, { header: { b64: true, crit: ['b64'] } }),
    'with a list of critical headers that is empty': () => handMade({ crit: [] }),
    'with a critical header of nobody’s': () => handMade({ crit: ['x'], x: 1 }),
    'that names its key by a path': () => handMade({ kid: '../../one' }),
    'that names its key by a prototype': () => handMade({ kid: '__proto__' }),
    'that names several keys': () => handMade({ kid: ['one'] }),
    'of another algorithm than its key (PS256)': () => handMade({ alg: 'PS256' }),
    'of an algorithm in lower case': () => handMade({ alg: 'rs256' }),
    'whose times are texts': () => mint({ nbf: String(now() - 60) as never }),
    'of four parts': async () => `${await mint({})}.AAAA`,
    'with groups that are no list': () => mint({ 'cognito:groups': 'support' }),
    'without a signature (alg none)': () => `${base64({ alg: 'none', kid: 'one' })}.${base64(goodClaims)}.`,
    'with its signature cut off': async () => (await mint({})).replace(/[^.]+$/, ''),
    'with claims changed': async () => {
      const [header, , signature] = (await mint({})).split('.');
      return `${header}.${base64({ ...goodClaims, 'cognito:groups': ['privacy_officer'] })}.${signature}`;
    },
    'that is no token': () => 'a.b.c',
    'of one part': () => 'abc',
    'with claims that are no object': () => `${base64({ alg: 'RS256', kid: 'one' })}.${base64('x')}.AAAA`,
    empty: () => '',
  };
  it.each(Object.entries(bad))('%s', async (_, make) => {
    expect(await verifier.verify(await make())).toBeUndefined();
  });

  it('signed with the public key as if it were a secret (HS256)', async () => {
    const asText = await exportSPKI(own.publicKey);
    const der = own.publicKey.export({ type: 'spki', format: 'der' });
    for (const secret of [asText, asText.trim(), der, JSON.stringify(jwks.keys[0])]) {
      const signed = `${base64({ alg: 'HS256', kid: 'one' })}.${base64(goodClaims)}`;
      const token = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
      expect(await verifier.verify(token)).toBeUndefined();
    }
  });

  it('while no issuer is set at all', async () => {
    expect(await createTokenVerifier({}).verify(await mint({}))).toBeUndefined();
  });
});

test('made by hand is as good as any, when nothing is wrong with it', async () => {
  expect(await verifier.verify(handMade({}))).toBeDefined();
});

describe('keys that are fetched', () => {
  const asBytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;
  const settings = { issuer: staff.issuer, clientIds: ['page'], jwksUri: 'https://staff.example/keys' };

  it('are fetched once, and again when a new one signs', async () => {
    let published = jwks;
    const fetched: string[] = [];
    const fetcher = {
      fetch: async (uri: string) => {
        fetched.push(uri);
        return asBytes(published);
      },
    };
    const rotating = createTokenVerifier({ staff: settings }, fetcher);
    for (const token of [await mint({}), await mint({ sub: 'other' })])
      expect(await rotating.verify(token)).toBeDefined();
    expect(fetched).toEqual([settings.jwksUri]);
    published = { keys: [await jwk(own.publicKey, 'one'), await jwk(next.publicKey, 'two')] };
    const token = await mint({}, { key: next.privateKey, header: { kid: 'two' } });
    expect(await rotating.verify(token)).toBeDefined();
    expect(fetched).toHaveLength(2);
  });

  it('are not fetched again and again for keys that nobody has', async () => {
    let fetched = 0;
    const fetcher = {
      fetch: async () => {
        fetched++;
        return asBytes(jwks);
      },
    };
    const rotating = createTokenVerifier({ staff: settings }, fetcher);
    await rotating.verify(await mint({}));
    for (let i = 0; i < 20; i++)
      await rotating.verify(await mint({}, { header: { kid: `no ${i}` } })).catch(() => undefined);
    expect(fetched).toBe(2);
    expect(await rotating.verify(await mint({}))).toBeDefined();
  });

  it('out of reach are no fault of the caller', async () => {
    const { FetchError } = await import('aws-jwt-verify/error');
    const fetcher = { fetch: () => Promise.reject(new FetchError(settings.jwksUri, 'no route')) };
    const cut = createTokenVerifier({ staff: settings }, fetcher);
    await expect(cut.verify(await mint({}))).rejects.toMatchObject({
      code: 'TEMPORARILY_UNAVAILABLE',
      retryAfterSeconds: 10,
    });
  });
});
