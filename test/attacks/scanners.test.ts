import { describe, expect, test } from 'vitest';
import { type AnswerLinkDeps, answerLink } from '../../lambda/links/answer-link.ts';
import { readLinkRequest } from '../../lambda/links/link-request.ts';

const purposes = [
  'verify-email',
  'confirm-change',
  'stop-change',
  'information',
  'collect',
  'refuse',
  'policy',
];
const signs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a scanner': { 'user-agent': 'Mozilla/5.0 (compatible; LinkScanner/1.0)' },
  'a browser that fetches ahead': {
    'sec-purpose': 'prefetch;prerender',
    purpose: 'prefetch',
    'x-moz': 'prefetch',
  },
  'a mail program that says it refuses': { 'content-type': 'application/x-www-form-urlencoded' },
  'one that wishes another method': { 'x-http-method-override': 'POST', 'x-method-override': 'POST' },
};
const tokens: Readonly<Record<string, string>> = {
  'of the right form': `${'0'.repeat(26)}.${'A'.repeat(43)}`,
  'that is a path': '..%2f..%2fgraphql',
  'with a header in it': 'x\r\nset-cookie: a=b\r\n\r\n<script>alert(1)</script>',
  'of a prototype': '__proto__',
  'without end': 'A'.repeat(100_000),
};

/** Ports that know nobody: whatever is asked for is not there. Notes each call. */
function emptyPorts() {
  const calls: string[] = [];
  const port = (name: string): unknown =>
    new Proxy(() => undefined, {
      get: (_, method) => (method === 'then' ? undefined : port(`${name}.${String(method)}`)),
      apply: () => {
        calls.push(name);
        return undefined;
      },
    });
  const own: Readonly<Record<string, unknown>> = {
    now: () => new Date(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    tables: { require: async () => {} },
  };
  const deps = new Proxy(own, { get: (known, name) => known[String(name)] ?? port(String(name)) });
  return { calls, deps: deps as unknown as AnswerLinkDeps };
}

const changes = /\.(?:put|add|set|remove|delete|update|write|keep|queue|use|take|begin|move)\w*$|^commit/;

describe.each(Object.entries(signs))('%s', (_, headers) => {
  test.each(Object.entries(tokens))('opens a link %s, and nothing is done', async (name, token) => {
    for (const purpose of [...purposes, '__proto__', 'constructor', '../links/verify-email'])
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'post ']) {
        const { calls, deps } = emptyPorts();
        const event = {
          httpMethod: method,
          path: `/links/${purpose}/${token}`,
          headers,
          queryStringParameters: { method: 'POST', _method: 'POST', lang: 'en\r\nx: y' },
          pathParameters: { purpose, token },
          requestContext: { requestId: 'request-1', identity: { sourceIp: '192.0.2.7' } },
          body: 'List-Unsubscribe=One-Click',
        };
        const answer = await answerLink(deps, readLinkRequest(event));
        expect(calls.filter((call) => changes.test(call))).toEqual([]);
        for (const [field, value] of Object.entries(answer.headers))
          expect(`${field}: ${value}`).not.toMatch(/[\r\n]|set-cookie|AAAA/i);
        expect(answer.body).not.toContain('<script');
        // A page may name the other link of the same token, and nothing that is no token.
        if (name !== 'of the right form') expect(answer.body).not.toContain('AAAA');
        expect(Buffer.byteLength(answer.body)).toBeLessThan(10_240);
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      }
  });
});

test('a POST does ask for something to be done, or nothing would be shown by this', async () => {
  const { calls, deps } = emptyPorts();
  const event = {
    httpMethod: 'POST',
    path: '/links',
    pathParameters: { purpose: 'verify-email', token: tokens['of the right form'] },
    requestContext: { requestId: 'request-1', identity: { sourceIp: '192.0.2.7' } },
  };
  await answerLink(deps, readLinkRequest(event));
  expect(calls.length).toBeGreaterThan(0);
});
