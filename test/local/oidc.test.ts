import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serviceClients } from '../../local/oidc/clients.ts';
import { roles, subjectOf } from '../../local/oidc/people.ts';
import { type Oidc, type OidcOptions, startOidc } from '../../local/oidc/start.ts';

// Two slow cores, with others at work on them.
vi.setConfig({ testTimeout: 60_000 });

const directory = mkdtempSync(join(tmpdir(), 'oidc-'));
const origin = 'http://127.0.0.1:4999';
const options: OidcOptions = {
  directory,
  staff: { redirectUris: [`${origin}/graphiql/`], postLogoutRedirectUris: [`${origin}/graphiql/`] },
  customers: { redirectUris: ['http://127.0.0.1:4998/app/'] },
  demoCustomers: [{ username: 'an.nguyen', name: 'Nguyễn Văn An <b>' }],
  browserOrigins: [origin],
};
let oidc: Oidc;
beforeAll(async () => {
  oidc = await startOidc(options);
});
afterAll(async () => {
  await oidc.stop();
  rmSync(directory, { recursive: true });
});

/** A browser, as far as a sign-in needs one. */
class Browser {
  readonly cookies = new Map<string, { value: string; path: string }>();

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      expect(line.toLowerCase()).toContain('httponly');
      if (name && value) this.cookies.set(name, { value, path });
      else if (name) this.cookies.delete(name);
    }
    return response;
  }

  /** Follows redirects until the page or the application. */
  async follow(url: string, init?: RequestInit): Promise<{ url: string; response: Response }> {
    const response = await this.go(url, init);
    const location = response.headers.get('location');
    if (!location) return { url, response };
    const target = new URL(location, url).href;
    return target.startsWith(oidc.url) ? this.follow(target) : { url: target, response };
  }
}

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
});

async function discover(issuer: 'staff' | 'customers' | 'services') {
  const response = await fetch(`${oidc.issuers[issuer].issuer}/.well-known/openid-configuration`);
  return (await response.json()) as Record<string, string>;
}

async function begin(issuer: 'staff' | 'customers', extra: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const { authorization_endpoint, token_endpoint } = await discover(issuer);
  const clientId = oidc.issuers[issuer].clientIds[0] as string;
  const redirectUri = options[issuer].redirectUris[0] as string;
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state: 'state-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  });
  for (const [name, value] of Object.entries(extra)) if (value === '') query.delete(name);
  const redeem = (code: string, headers: Record<string, string> = {}, codeVerifier = verifier) =>
    fetch(token_endpoint as string, {
      ...form({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code,
        code_verifier: codeVerifier,
      }),
      headers,
    });
  return { url: `${authorization_endpoint}?${query}`, redeem };
}

async function signIn(issuer: 'staff' | 'customers', username: string, browser = new Browser()) {
  const { url, redeem } = await begin(issuer);
  const page = await browser.follow(url);
  const back = await browser.follow(page.url, form({ username }));
  const code = new URL(back.url).searchParams.get('code') as string;
  const response = await redeem(code, { origin });
  const tokens = (await response.json()) as { access_token: string; id_token: string };
  return { page, back, response, tokens, code, redeem };
}

const verify = (token: string, issuer: 'staff' | 'customers' | 'services') =>
  jwtVerify(token, createLocalJWKSet(oidc.issuers[issuer].jwks as never), {
    issuer: oidc.issuers[issuer].issuer,
  });

describe('staff', () => {
  it.each(roles)('%s signs in and gets a token as Cognito shapes it', async (role) => {
    const { tokens, response, back } = await signIn('staff', `${role}@cloudfly.example`);
    expect(back.url).toContain('state=state-1');
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    const { payload } = await verify(tokens.access_token, 'staff');
    const now = Math.floor(Date.now() / 1000);
    expect(payload).toEqual({
      iss: `${oidc.url}/staff`,
      sub: subjectOf('staff', `${role}@cloudfly.example`),
      client_id: 'graphiql',
      token_use: 'access',
      scope: 'openid',
      'cognito:groups': [role],
      username: `${role}@cloudfly.example`,
      email: `${role}@cloudfly.example`,
      email_verified: true,
      exp: expect.any(Number),
      iat: expect.any(Number),
      jti: expect.any(String),
    });
    expect(payload.exp).toBeGreaterThan(now);
    expect(decodeProtectedHeader(tokens.access_token)).toEqual({ alg: 'RS256', kid: expect.any(String) });
    expect(decodeJwt(tokens.id_token)).toMatchObject({ aud: 'graphiql', email: `${role}@cloudfly.example` });
  });

  it.each(['legal', 'marketing', 'privacy_officer'])(
    'of %s there are two people, for what nobody approves who wrote it',
    async (role) => {
      const { tokens } = await signIn('staff', `${role}-2@cloudfly.example`);
      const { payload } = await verify(tokens.access_token, 'staff');
      expect(payload['cognito:groups']).toEqual([role]);
      expect(payload.sub).not.toBe(subjectOf('staff', `${role}@cloudfly.example`));
    },
  );

  it('shows a page that says what it is, with no script and nothing from elsewhere', async () => {
    const { url } = await begin('staff');
    const { response } = await new Browser().follow(url);
    const html = await response.text();
    expect(html).toContain('local demonstration');
    for (const role of roles) expect(html).toContain(`${role}@cloudfly.example`);
    expect(html).not.toMatch(/<script|https?:|password"/i);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`form-action 'self' ${origin}`);
    expect(policy).not.toContain('unsafe');
    const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? '';
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
  });

  it('refuses someone unknown, a foreign redirect, a code twice, and a wrong verifier', async () => {
    const browser = new Browser();
    const { url } = await begin('staff');
    const page = await browser.follow(url);
    const unknown = await browser.go(page.url, form({ username: 'intruder@cloudfly.example' }));
    expect(unknown.status).toBe(400);

    const foreign = await begin('staff', { redirect_uri: 'http://evil.example/' });
    expect((await new Browser().go(foreign.url)).status).toBe(400);
    const plain = await begin('staff', { code_challenge: '', code_challenge_method: '' });
    expect((await new Browser().follow(plain.url)).url).toContain('error=invalid_request');

    const first = await signIn('staff', 'support@cloudfly.example');
    expect((await first.redeem(first.code)).status).toBe(400);
    const second = await begin('staff');
    const otherBrowser = new Browser();
    const otherPage = await otherBrowser.follow(second.url);
    const back = await otherBrowser.follow(otherPage.url, form({ username: 'support@cloudfly.example' }));
    const code = new URL(back.url).searchParams.get('code') as string;
    expect((await second.redeem(code, {}, randomBytes(32).toString('base64url'))).status).toBe(400);
  });

  it('does not let a foreign origin redeem a code', async () => {
    const browser = new Browser();
    const { url, redeem } = await begin('staff');
    const page = await browser.follow(url);
    const back = await browser.follow(page.url, form({ username: 'legal@cloudfly.example' }));
    const code = new URL(back.url).searchParams.get('code') as string;
    const response = await redeem(code, { origin: 'http://evil.example' });
    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('can be someone else after prompt=login, and signs out', async () => {
    const browser = new Browser();
    await signIn('staff', 'support@cloudfly.example', browser);
    const silent = await browser.follow((await begin('staff')).url);
    expect(silent.url).toContain('code=');
    const again = await begin('staff', { prompt: 'login' });
    const page = await browser.follow(again.url);
    const handOver = await browser.follow(page.url, form({ username: 'auditor@cloudfly.example' }));
    const html = await handOver.response.text();
    // A browser runs this script, for the policy names it; it submits the form.
    const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? '';
    const policy = handOver.response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(createHash('sha256').update(script).digest('base64'));
    const action = /action="([^"]+)"/.exec(html)?.[1] as string;
    const secret = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] as string;
    const back = await browser.follow(action, form({ xsrf: secret, logout: 'yes' }));
    const code = new URL(back.url).searchParams.get('code') as string;
    const tokens = (await (await again.redeem(code)).json()) as { access_token: string };
    expect(decodeJwt(tokens.access_token)['cognito:groups']).toEqual(['auditor']);

    const { end_session_endpoint } = await discover('staff');
    const query = new URLSearchParams({
      client_id: 'graphiql',
      post_logout_redirect_uri: `${origin}/graphiql/`,
    });
    const ask = await browser.follow(`${end_session_endpoint}?${query}`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await ask.response.text())?.[1] as string;
    const out = await browser.follow(`${oidc.url}/staff/session/end/confirm`, form({ xsrf, logout: 'yes' }));
    expect(out.url).toBe(`${origin}/graphiql/`);
    expect((await browser.follow((await begin('staff')).url)).url).toContain('/staff/sign-in/');
  });
});

describe('customers', () => {
  it('sign in with one click, without groups', async () => {
    const { tokens, page } = await signIn('customers', 'an.nguyen');
    expect(await page.response.text()).toContain('Nguyễn Văn An &lt;b&gt;');
    const { payload } = await verify(tokens.access_token, 'customers');
    expect(payload).toMatchObject({
      sub: subjectOf('customers', 'an.nguyen'),
      client_id: 'frontend',
      username: 'an.nguyen',
      token_use: 'access',
    });
    expect(payload).not.toHaveProperty('cognito:groups');
    expect(payload).not.toHaveProperty('aud');
  });

  it('make an account by typing a name, and find it again', async () => {
    const { tokens } = await signIn('customers', '  Bình.Trần ');
    expect(decodeJwt(tokens.access_token)).toMatchObject({ username: 'bình.trần' });
    const { response } = await new Browser().follow((await begin('customers')).url);
    expect(await response.text()).toContain('bình.trần');
  });

  it.each(['', '<script>', 'a b', '.dot', 'x'.repeat(65)])('cannot be called "%s"', async (username) => {
    const browser = new Browser();
    const page = await browser.follow((await begin('customers')).url);
    const answer = await browser.go(page.url, form({ username }));
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('<script>');
  });

  it('cannot finish a sign-in that another browser began', async () => {
    const page = await new Browser().follow((await begin('customers')).url);
    const answer = await new Browser().go(page.url, form({ username: 'an.nguyen' }));
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });
});

describe('services', () => {
  const ask = async (clientId: string, secret: string, scope?: string) => {
    const { token_endpoint } = await discover('services');
    return fetch(token_endpoint as string, {
      ...form({ grant_type: 'client_credentials', ...(scope && { scope }) }),
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
    });
  };

  it('get a token with the scopes they ask for and may have', async () => {
    const { secret } = serviceClients['billing-service'];
    const response = await ask('billing-service', secret, 'payments:disclose contact:check');
    const { access_token } = (await response.json()) as { access_token: string };
    const { payload } = await verify(access_token, 'services');
    expect(payload).toEqual({
      iss: `${oidc.url}/services`,
      sub: 'billing-service',
      client_id: 'billing-service',
      token_use: 'access',
      scope: 'payments:disclose contact:check',
      exp: expect.any(Number),
      iat: expect.any(Number),
      jti: expect.any(String),
    });
  });

  it('get all they may have when they ask for none', async () => {
    const { secret, scopes } = serviceClients['provisioning-service'];
    const { access_token } = (await (await ask('provisioning-service', secret)).json()) as {
      access_token: string;
    };
    expect(decodeJwt(access_token).scope).toBe(scopes.join(' '));
  });

  it('get nothing with a wrong secret or a scope of another', async () => {
    const { secret } = serviceClients['billing-service'];
    expect((await ask('billing-service', 'wrong')).status).toBe(401);
    expect((await ask('billing-service', secret, 'services:write')).status).toBe(400);
  });
});

describe('keys and tokens', () => {
  it('are published at the standard place, one key an issuer', async () => {
    const kids = new Set<string>();
    for (const name of ['staff', 'customers', 'services'] as const) {
      const { jwks_uri, issuer } = await discover(name);
      expect(issuer).toBe(oidc.issuers[name].issuer);
      const keys = createRemoteJWKSet(new URL(jwks_uri as string));
      const token = await oidc.issueToken({
        issuer: name,
        ...(name !== 'services' && { username: 'support' }),
      });
      const { protectedHeader } = await jwtVerify(token, keys, { issuer: issuer as string });
      kids.add(protectedHeader.kid as string);
      const published = await fetch(jwks_uri as string, { headers: { origin } });
      expect(published.headers.get('access-control-allow-origin')).toBe(origin);
      expect(JSON.stringify([await published.json(), oidc.issuers[name].jwks])).not.toMatch(/"(d|p|q)":/);
    }
    expect(kids.size).toBe(3);
  });

  it('can be minted like the real ones, and odd on purpose', async () => {
    const real = decodeJwt((await signIn('staff', 'billing@cloudfly.example')).tokens.access_token);
    const minted = decodeJwt(await oidc.issueToken({ issuer: 'staff', username: 'billing' }));
    const timeless = ({ iat, exp, jti, ...rest }: Record<string, unknown>) => rest;
    expect(timeless(minted)).toEqual(timeless(real));

    const odd = await oidc.issueToken({
      issuer: 'customers',
      username: 'x',
      groups: ['support'],
      scopes: ['mail:send'],
      expiresIn: -10,
      overrides: { token_use: 'id', client_id: undefined },
    });
    const claims = decodeJwt(odd);
    expect(claims).toMatchObject({ 'cognito:groups': ['support'], scope: 'mail:send', token_use: 'id' });
    expect(claims).not.toHaveProperty('client_id');
    await expect(verify(odd, 'customers')).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
    const service = decodeJwt(
      await oidc.issueToken({ issuer: 'services', clientId: 'provisioning-service' }),
    );
    expect(service).toMatchObject({
      sub: 'provisioning-service',
      scope: expect.stringContaining('services:write'),
    });
    expect(service).not.toHaveProperty('username');
  });

  it('outlive a restart, with sessions and accounts', async () => {
    const browser = new Browser();
    const before = await signIn('customers', 'returning', browser);
    const port = Number(new URL(oidc.url).port);
    await oidc.stop();
    oidc = await startOidc({ ...options, port });
    await expect(verify(before.tokens.access_token, 'customers')).resolves.toBeDefined();
    const silent = await browser.follow((await begin('customers')).url);
    expect(silent.url).toContain('code=');
    const { response } = await new Browser().follow((await begin('customers')).url);
    expect(await response.text()).toContain('returning');
    for (const file of readdirSync(directory)) expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
  });

  it('are not given to a page that calls itself by another host', async () => {
    const { status } = await new Promise<{ status: number | undefined }>((resolve, reject) => {
      import('node:http').then(({ get }) =>
        get(`${oidc.url}/staff/jwks`, { headers: { host: 'evil.example' } }, (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode });
        }).on('error', reject),
      );
    });
    expect(status).toBe(421);
  });
});
