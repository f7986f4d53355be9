import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../local/functions/invocation.ts';
import { type EventV1, toEventV1 } from '../../local/gateway/event-v1.ts';
import { toEventV2 } from '../../local/gateway/event-v2.ts';
import { type GatewayOptions, startGateway } from '../../local/gateway/start.ts';
import type { LoopbackServer } from '../../local/loopback-server.ts';

// Two slow cores, with others at work on them.
vi.setConfig({ testTimeout: 60_000 });

const site = mkdtempSync(join(tmpdir(), 'gateway-site-'));
const outside = mkdtempSync(join(tmpdir(), 'gateway-outside-'));
writeFileSync(join(site, 'index.html'), '<h1>site</h1>');
writeFileSync(join(site, '.hidden'), 'hidden');
writeFileSync(join(outside, 'secret.txt'), 'outside');
mkdirSync(join(site, 'sub'));
writeFileSync(join(site, 'sub', 'a b.js'), 'export {};');
symlinkSync(join(outside, 'secret.txt'), join(site, 'link.txt'));

let gateway: LoopbackServer;
let events: EventV1[] = [];
let next: Outcome = { result: { statusCode: 204 } };
const invoke = async (event: unknown) => {
  events.push(event as EventV1);
  return next;
};
const options: GatewayOptions = {
  routes: [
    { method: 'POST', path: '/graphql', invoke },
    { method: 'GET', path: '/links/{purpose}/{token}', invoke },
    { method: 'GET', path: '/links/fixed/{token}', invoke },
    { method: 'GET', path: '/rest/{proxy+}', invoke },
  ],
  staticSites: { '/site': { directory: site, headers: { 'Content-Security-Policy': "default-src 'self'" } } },
  redirects: { '/': '/site/' },
};

beforeEach(async () => {
  events = [];
  next = { result: { statusCode: 204 } };
  gateway = await startGateway(options);
});
afterEach(() => gateway.stop());
afterAll(() => {
  rmSync(site, { recursive: true });
  rmSync(outside, { recursive: true });
});
const go = (path: string, init?: RequestInit) => fetch(gateway.url + path, { redirect: 'manual', ...init });
/** A path as given: fetch would resolve its dots. */
const raw = (path: string) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const sent = httpRequest(gateway.url, { path }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    });
    sent.on('error', reject).end();
  });

describe('requests become events', () => {
  it('with every field of format 1.0', async () => {
    await go('/links/confirm%20it/t-1?lang=vi&tag=a&tag=b%26c', { headers: { 'X-Custom': 'One' } });
    const event = events[0] as EventV1;
    expect(event).toMatchObject({
      resource: '/links/{purpose}/{token}',
      path: '/links/confirm%20it/t-1',
      httpMethod: 'GET',
      queryStringParameters: { lang: 'vi', tag: 'b&c' },
      multiValueQueryStringParameters: { lang: ['vi'], tag: ['a', 'b&c'] },
      pathParameters: { purpose: 'confirm it', token: 't-1' },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        resourcePath: '/links/{purpose}/{token}',
        httpMethod: 'GET',
        stage: 'local',
        identity: { sourceIp: '127.0.0.1' },
        requestTime: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        requestId: expect.stringMatching(/^[\da-f-]{36}$/),
      },
    });
    const custom = Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === 'x-custom');
    expect(custom?.[1]).toBe('One');
    expect(event.multiValueHeaders?.['X-Forwarded-For']).toEqual(['127.0.0.1']);
  });

  it('with text as it is and anything else in Base64', async () => {
    const json = JSON.stringify({ name: 'Nguyễn' });
    await go('/graphql', { method: 'POST', body: json, headers: { 'content-type': 'application/json' } });
    const bytes = new Uint8Array([0, 255, 254]);
    await go('/graphql', { method: 'POST', body: bytes, headers: { 'content-type': 'application/pdf' } });
    expect(events.map(({ body, isBase64Encoded }) => [body, isBase64Encoded])).toEqual([
      [json, false],
      [Buffer.from(bytes).toString('base64'), true],
    ]);
    expect(events[0]?.queryStringParameters).toBeNull();
    expect(events[0]?.pathParameters).toBeNull();
  });

  it('of the most literal route', async () => {
    await go('/links/fixed/t');
    await go('/rest/a/b');
    expect(events.map((event) => [event.resource, event.pathParameters])).toEqual([
      ['/links/fixed/{token}', { token: 't' }],
      ['/rest/{proxy+}', { proxy: 'a/b' }],
    ]);
  });

  it('in format 2.0 as well', () => {
    const request = {
      method: 'POST',
      target: '/links/x/y?a=1&a=2',
      headers: [
        ['Host', 'api.example:8080'],
        ['Cookie', 'a=1; b=2'],
        ['Accept', 'text/html'],
        ['accept', 'text/plain'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ] as const,
      body: Buffer.from('one=1'),
      sourceIp: '192.0.2.7',
    };
    const context = {
      resource: '/links/{purpose}/{token}',
      pathParameters: { purpose: 'x', token: 'y' },
      requestId: 'id',
      at: new Date('2026-04-09T12:34:56Z'),
    };
    const event = toEventV2(request, context);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /links/{purpose}/{token}',
      rawPath: '/links/x/y',
      rawQueryString: 'a=1&a=2',
      cookies: ['a=1', 'b=2'],
      headers: { accept: 'text/html,text/plain', host: 'api.example:8080' },
      queryStringParameters: { a: '1,2' },
      pathParameters: { purpose: 'x', token: 'y' },
      body: 'one=1',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', sourceIp: '192.0.2.7' }, time: '09/Apr/2026:12:34:56 +0000' },
    });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(toEventV2({ ...request, target: '/x', body: Buffer.alloc(0) }, context)).not.toHaveProperty(
      'body',
    );
    expect(toEventV1(request, context).headers).toMatchObject({ Accept: 'text/html', accept: 'text/plain' });
  });
});

describe('answers become responses', () => {
  it('with headers of one and of many values', async () => {
    next = {
      result: {
        statusCode: 418,
        headers: { 'X-One': 'a', 'X-Both': 'lost' },
        multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'X-Both': ['kept'] },
        body: 'short',
      },
    };
    const response = await go('/links/a/b');
    expect([response.status, await response.text()]).toEqual([418, 'short']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([response.headers.get('x-one'), response.headers.get('x-both')]).toEqual(['a', 'kept']);
  });

  it('with bytes', async () => {
    next = {
      result: { statusCode: 200, body: Buffer.from([0, 255]).toString('base64'), isBase64Encoded: true },
    };
    expect(new Uint8Array(await (await go('/links/a/b')).arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  it.each<[string, Outcome, number, string]>([
    ['an error', { error: { errorType: 'Error', errorMessage: 'inner' } }, 502, 'Internal server error'],
    ['a malformed answer', { result: { body: 'no status' } }, 502, 'Internal server error'],
    ['a body that is not text', { result: { statusCode: 200, body: {} } }, 502, 'Internal server error'],
    ['nothing', { result: null }, 502, 'Internal server error'],
    [
      'a timeout',
      { error: { errorType: 'Sandbox.Timedout', errorMessage: '' } },
      504,
      'Endpoint request timed out',
    ],
  ])('%s is answered in the words of API Gateway', async (_name, outcome, status, message) => {
    next = outcome;
    const response = await go('/links/a/b');
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it('refuses an unknown route, an unknown method and a body above 10 MB', async () => {
    for (const [path, method] of [
      ['/nowhere', 'GET'],
      ['/graphql', 'GET'],
      ['/links/a', 'GET'],
      ['/site/index.html', 'POST'],
    ] as const) {
      const response = await go(path, { method });
      expect([path, response.status]).toEqual([path, 403]);
      expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
    }
    const over = await go('/graphql', { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) });
    expect(over.status).toBe(413);
    const fits = await go('/graphql', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024) });
    expect(fits.status).toBe(204);
    expect(events.map(({ body }) => body?.length)).toEqual([10 * 1024 * 1024]);
  });

  it('reads both payload formats', async () => {
    const second = await startGateway({ ...options, payloadFormat: '2.0' });
    next = { result: { hello: 1 } };
    const inferred = await fetch(`${second.url}/links/a/b`);
    expect([inferred.status, await inferred.json()]).toEqual([200, { hello: 1 }]);
    next = { result: { statusCode: 201, cookies: ['a=1'], body: '' } };
    const explicit = await fetch(`${second.url}/links/a/b`);
    expect([explicit.status, explicit.headers.getSetCookie()]).toEqual([201, ['a=1']]);
    expect(events[0]).toMatchObject({ version: '2.0' });
    await second.stop();
  });
});

describe('static sites', () => {
  it('come with their types and headers', async () => {
    const page = await go('/site/');
    expect([page.status, await page.text()]).toEqual([200, '<h1>site</h1>']);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe("default-src 'self'");
    const script = await go('/site/sub/a%20b.js');
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
    expect((await go('/site')).headers.get('location')).toBe('/site/');
    expect((await go('/')).headers.get('location')).toBe('/site/');
  });

  it.each([
    '/site/../gateway.test.ts',
    '/site/..%2f..%2f..%2fetc%2fpasswd',
    '/site/%2e%2e/%2e%2e/etc/passwd',
    '/site/..%5c..%5cetc',
    '/site/sub/%00',
    '/site/%E0%A4%A',
    '/site/link.txt',
    '/site/.hidden',
    '/site/missing.js',
  ])('do not give out %s', async (path) => {
    const answer = await raw(path);
    expect(answer).toEqual({ status: 404, body: 'Not found\n' });
  });
});
