import { describe, expect, it } from 'vitest';
import { staffRoles } from '../../lambda/domain/access.ts';
import { Personal } from '../../lambda/domain/pii.ts';
import { audiencesOf } from '../../lambda/domain/viewer.ts';
import type { JwtVerifier, VerifiedToken } from '../../lambda/runtime/tokens.ts';
import { viewerOf } from '../../lambda/runtime/viewer.ts';

const tokenOf = (
  issuer: VerifiedToken['issuer'],
  claims: Partial<VerifiedToken['claims']> = {},
): JwtVerifier => ({
  verify: async () => ({
    issuer,
    claims: {
      iss: 'https://issuer.example',
      sub: 'someone',
      clientId: 'client',
      groups: [],
      scopes: [],
      ...claims,
    },
  }),
});
const asking = (headers: Readonly<Record<string, string>> = { authorization: 'Bearer a.b.c' }) => ({
  headers: new Map(Object.entries(headers)),
  origin: { address: '192.0.2.1' },
  requestId: 'request-1',
});
const viewer = (tokens: JwtVerifier, headers?: Readonly<Record<string, string>>) =>
  viewerOf(tokens, asking(headers), { language: 'en' });
const none: JwtVerifier = { verify: async () => undefined };

describe('who asks', () => {
  it('is an employee with an address that will not print, where the token vouches for one', async () => {
    const staff = await viewer(tokenOf('staff', { verifiedEmail: 'someone@staff.example' }));
    expect(staff).toMatchObject({ kind: 'staff', verifiedEmail: new Personal('someone@staff.example') });
    expect(JSON.stringify(staff)).not.toContain('someone@');
    for (const issuer of ['customer', 'service'] as const)
      expect(await viewer(tokenOf(issuer, { verifiedEmail: 'x@y.example' }))).not.toHaveProperty(
        'verifiedEmail',
      );
  });

  it('is a visitor without a token', async () => {
    expect(await viewer(none, {})).toEqual({
      kind: 'visitor',
      origin: { address: '192.0.2.1' },
      requestId: 'request-1',
      language: 'en',
    });
  });

  it('is nobody, and no visitor, with a token that is none', async () => {
    await expect(viewer(none)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const malformed = [
      '',
      'Bearer',
      'Bearer ',
      'Bearer a b',
      'Basic YTpi',
      'a.b.c',
      'Bearer a.b.c, Bearer d.e.f',
      `Bearer ${'a'.repeat(9000)}`,
      'Bearer ü',
    ];
    for (const authorization of malformed)
      await expect(viewer(tokenOf('staff'), { authorization }), authorization).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      });
  });

  it('has a staff role by the staff issuer’s groups, and by none that nobody knows', async () => {
    const groups = [
      'support',
      'Support',
      'admin',
      'privacy_officer ',
      'scope:mail:send',
      'customer',
      'everyone',
      '__proto__',
    ];
    const staff = await viewer(tokenOf('staff', { groups, scopes: ['privacy/mail:send'] }), {
      authorization: 'bearer a.b.c',
      'x-processing-purpose': 'CUSTOMER_REQUEST',
      'x-reference': 'SUP-1',
    });
    expect(staff).toMatchObject({
      kind: 'staff',
      roles: ['support'],
      purpose: 'CUSTOMER_REQUEST',
      reference: 'SUP-1',
    });
    expect([...audiencesOf(staff)]).toEqual(['everyone', 'support']);
  });

  it('has no role and no scope by the customers’ issuer, whatever its tokens say', async () => {
    const customer = await viewer(
      tokenOf('customer', { groups: [...staffRoles], scopes: ['privacy/payments:disclose'] }),
    );
    expect([...audiencesOf(customer)]).toEqual(['everyone', 'customer']);
  });

  it('has scopes by the services’ issuer, and of this resource server', async () => {
    const service = await viewer(
      tokenOf('service', {
        groups: ['support'],
        scopes: ['privacy/mail:send', 'customers:link', 'other/payments:disclose', 'privacy/all', 'privacy/'],
      }),
    );
    expect(audiencesOf(service)).toEqual(new Set(['everyone', 'scope:customers:link', 'scope:mail:send']));
  });
});
