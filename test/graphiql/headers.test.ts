import { expect, it } from 'vitest';
import { contentSecurityPolicy, graphiqlHeaders } from '../../cdk/graphiql/headers.ts';

const issuerOrigin = 'https://issuer.example';
const directives = (policy: string) =>
  new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]));

it('lets the page run its own scripts alone and talk to its own origin and the sign-in alone', () => {
  const policy = directives(contentSecurityPolicy({ issuerOrigin }));
  expect(policy.get('default-src')).toBe("'none'");
  for (const name of ['script-src', 'worker-src', 'style-src', 'style-src-elem', 'font-src'])
    expect(policy.get(name)).toBe("'self'");
  expect(policy.get('connect-src')).toBe(`'self' ${issuerOrigin}`);
  for (const name of ['form-action', 'frame-ancestors', 'base-uri']) expect(policy.get(name)).toBe("'none'");
});

it('allows what is inline for style attributes alone', () => {
  const policy = directives(contentSecurityPolicy({ issuerOrigin }));
  const inline = [...policy].filter(([, value]) => /unsafe|blob:/.test(value)).map(([name]) => name);
  expect(inline).toEqual(['style-src-attr']);
});

it('names the other origins once each', () => {
  const origins = { issuerOrigin, signInOrigin: 'https://sign-in.example', apiOrigin: issuerOrigin };
  expect(directives(contentSecurityPolicy(origins)).get('connect-src')).toBe(
    `'self' ${issuerOrigin} https://sign-in.example`,
  );
});

it('forbids guessing of types, framing, referrers and devices', () => {
  expect(graphiqlHeaders({ issuerOrigin })).toMatchObject({
    'content-security-policy': contentSecurityPolicy({ issuerOrigin }),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
  });
});
