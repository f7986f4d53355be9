import { describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { canary } from '../harness/cloud.ts';
import { floods } from './floods.ts';
import { codeOf, type Sent, staffToken, startInProcessApi } from './in-process-api.ts';

const answerBytes = 10 * 1024;

describe('a document that costs much', () => {
  it.each(Object.entries(floods))(
    '%s: refused in few words, with nothing touched',
    async (_, { query, code }) => {
      const api = startInProcessApi();
      expect(Buffer.byteLength(query)).toBeLessThan(limits.bodyBytes);
      const answer = await api.ask(query);
      expect(codeOf(answer)).toBe(code);
      expect(answer.json.data).toBeUndefined();
      expect(Buffer.byteLength(answer.text)).toBeLessThan(answerBytes);
      expect(api.touched).toEqual([]);
    },
  );

  it.each(Object.entries(floods).filter(([name]) => !name.includes('by a visitor')))(
    '%s: refused before anybody looks at the token',
    async (_, { query, code }) => {
      const headers = { authorization: 'Bearer not.a.token' };
      expect(codeOf(await startInProcessApi().ask(query, { headers }))).toBe(code);
    },
  );

  it('is judged by the variables of each request, whatever was answered before', async () => {
    const api = startInProcessApi();
    const page = 'customers(first: $n) { nodes { name { masked } phone { masked } email { masked } } }';
    const query = `query ($n: Int) { a: ${page} b: ${page} c: ${page} }`;
    const asked = async (n: number) => codeOf(await api.send({ body: { query, variables: { n } } }));
    expect([await asked(50), await asked(1), await asked(50)]).toEqual([
      'TOO_COSTLY',
      'UNAUTHENTICATED',
      'TOO_COSTLY',
    ]);
  });

  it('is let through up to the limit', async () => {
    const api = startInProcessApi();
    const ten = Array.from({ length: 10 }, (_, i) => `a${i}:__typename`).join(' ');
    expect((await api.ask(`{ ${ten} }`)).json.data.a9).toBe('Query');
    expect((await api.ask(`{ ${'__typename '.repeat(10)} }`)).json.data).toEqual({ __typename: 'Query' });
  });
});

describe('a request of another form', () => {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const ok = '{"query":"{__typename}"';
  const cases: Readonly<Record<string, readonly [Sent, number, string]>> = {
    'a list of operations': [{ body: [{ query: '{__typename}' }] }, 400, 'BATCHING_NOT_ALLOWED'],
    'an empty list': [{ body: '[]' }, 400, 'BATCHING_NOT_ALLOWED'],
    'a form': [
      { body: 'query={__typename}', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'JSON_ONLY',
    ],
    'a form in parts': [
      { body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      415,
      'JSON_ONLY',
    ],
    'plain text': [{ body: `${ok}}`, headers: { 'content-type': 'text/plain' } }, 415, 'JSON_ONLY'],
    'GraphQL as text': [
      { body: '{__typename}', headers: { 'content-type': 'application/graphql' } },
      415,
      'JSON_ONLY',
    ],
    'another charset': [
      { body: `${ok}}`, headers: { 'content-type': 'application/json; charset=utf-16' } },
      415,
      'JSON_ONLY',
    ],
    'no type': [{ body: `${ok}}`, headers: { 'content-type': '' } }, 415, 'JSON_ONLY'],
    'half a UTF-8 sequence': [
      { body: Buffer.from([0x7b, 0x22, 0xe1, 0xba]).toString('base64'), base64: true },
      400,
      'NOT_UTF8',
    ],
    'no body': [{}, 400, 'NOT_JSON'],
    'broken JSON': [{ body: `${ok}` }, 400, 'NOT_JSON'],
    'JSON that is no object': [{ body: '"query"' }, 400, 'NOT_JSON'],
    null: [{ body: 'null' }, 400, 'NOT_JSON'],
    'a body too large': [{ body: `${ok},"variables":{"a":"${'x'.repeat(70_000)}"}}` }, 413, 'BODY_TOO_LARGE'],
    'ten megabytes': [
      { body: `${ok},"variables":{"a":"${'x'.repeat(10_000_000)}"}}` },
      413,
      'BODY_TOO_LARGE',
    ],
    'variables nested deeply': [{ body: `${ok},"variables":${deep(20)}}` }, 400, 'NESTED_TOO_DEEPLY'],
    'variables nested without end': [
      { body: `${ok},"variables":${'['.repeat(30_000)}${']'.repeat(30_000)}}` },
      400,
      'NESTED_TOO_DEEPLY',
    ],
    'one name twice': [{ body: `${ok},"query":"{me{id}}"}` }, 400, 'AMBIGUOUS_JSON'],
    'one name twice, written differently': [
      { body: `${ok},"quer\\u0079":"{me{id}}"}` },
      400,
      'AMBIGUOUS_JSON',
    ],
    'one variable twice': [{ body: `${ok},"variables":{"a":{"b":1,"c":2,"b":3}}}` }, 400, 'AMBIGUOUS_JSON'],
    'a prototype in variables': [
      { body: `${ok},"variables":{"__proto__":{"polluted":true}}}` },
      400,
      'AMBIGUOUS_JSON',
    ],
    'a prototype in depth': [
      { body: `${ok},"variables":{"input":{"\\u005f_proto__":{"polluted":true}}}}` },
      400,
      'AMBIGUOUS_JSON',
    ],
    'variables as a list': [{ body: `${ok},"variables":[1]}` }, 400, 'BAD_REQUEST'],
    'a parameter nobody knows': [{ body: `${ok},"more":1}` }, 400, 'BAD_REQUEST'],
    'a query that is a number': [{ body: { query: 1 } }, 400, 'BAD_REQUEST'],
    'no query': [{ body: {} }, 400, 'BAD_REQUEST'],
    'an operation that is not there': [
      { body: `${ok},"operationName":"other"}` },
      400,
      'OPERATION_NOT_FOUND',
    ],
    PUT: [{ method: 'PUT', body: `${ok}}` }, 405, 'METHOD_NOT_ALLOWED'],
    'a mutation by GET': [
      { method: 'GET', query: { query: ['mutation { verifyEmail(input: {token: "a"}) { verified } }'] } },
      405,
      'BAD_REQUEST',
    ],
    'GET with a token': [
      { method: 'GET', query: { query: ['{__typename}'] }, headers: { authorization: 'Bearer a.b.c' } },
      405,
      'POST_WHEN_SIGNED_IN',
    ],
    'GET with one parameter twice': [{ method: 'GET', query: { query: ['{a}', '{b}'] } }, 400, 'BAD_REQUEST'],
    'GET with broken variables': [
      { method: 'GET', query: { query: ['{__typename}'], variables: ['{'] } },
      400,
      'NOT_JSON',
    ],
    'an answer as an event stream': [
      { body: `${ok}}`, headers: { accept: 'text/event-stream' } },
      406,
      'NOT_ACCEPTABLE',
    ],
    'an answer as HTML': [{ body: `${ok}}`, headers: { accept: 'text/html' } }, 406, 'NOT_ACCEPTABLE'],
    'a foreign origin': [
      { body: `${ok}}`, headers: { origin: 'https://evil.example' } },
      403,
      'ORIGIN_NOT_ALLOWED',
    ],
    'a foreign origin that asks first': [
      { method: 'OPTIONS', headers: { origin: 'https://my.example.evil.example' } },
      403,
      'ORIGIN_NOT_ALLOWED',
    ],
    'an origin of null': [{ body: `${ok}}`, headers: { origin: 'null' } }, 403, 'ORIGIN_NOT_ALLOWED'],
  };

  it.each(Object.entries(cases))('%s', async (_, [sent, status, code]) => {
    const api = startInProcessApi();
    const answer = await api.send(sent);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(Buffer.byteLength(answer.text)).toBeLessThan(answerBytes);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': expect.stringContaining('json'),
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^[0-9A-Z]{26}$/),
    });
    if (code.startsWith('ORIGIN')) expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(api.touched).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is answered when it is of this one', async () => {
    const { send } = startInProcessApi();
    const headers = { origin: 'https://other.example', 'content-type': 'Application/JSON; charset="UTF-8"' };
    const answer = await send({ body: `${ok},"variables":${deep(limits.bodyDepth - 1)}}`, headers });
    expect(answer.json).toEqual({ data: { __typename: 'Query' } });
    expect(answer.headers['access-control-allow-origin']).toBe('https://other.example');
    const preflight = await send({ method: 'OPTIONS', headers: { origin: 'https://my.example' } });
    expect(preflight).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': 'https://my.example' },
    });
    const get = await send({
      method: 'GET',
      query: {
        query: ['query Q($a: ID!) { node(id: $a) { id } }'],
        variables: ['{"a":"b"}'],
        operationName: ['Q'],
      },
    });
    expect(codeOf(get)).toBe('UNAUTHENTICATED');
  });
});

describe('who asks too often', () => {
  it('waits, a visitor by address before the document is read, others by who they are', async () => {
    let at = Date.now();
    const api = startInProcessApi({ env: { REQUESTS_PER_MINUTE: '2' }, ports: { now: () => new Date(at) } });
    const token = await staffToken(['auditor']);
    const ask = async (query: string, sourceIp: string, authorization?: string) => {
      const answer = await api.ask(query, { sourceIp, headers: authorization ? { authorization } : {} });
      return codeOf(answer) ?? answer.headers['retry-after'];
    };
    expect(await ask('{', '192.0.2.1')).toBe('GRAPHQL_PARSE_FAILED');
    expect(await ask('{', '192.0.2.1')).toBe('GRAPHQL_PARSE_FAILED');
    const limited = await api.ask('{', { sourceIp: '192.0.2.1' });
    expect([limited.status, codeOf(limited), limited.headers['retry-after']]).toEqual([
      429,
      'RATE_LIMITED',
      '30',
    ]);
    expect(limited.json.errors[0].extensions.retryAfter).toBe(30);
    expect(await ask('{__typename}', '192.0.2.2')).toBeUndefined();
    for (const sourceIp of ['192.0.2.1', '192.0.2.3'])
      expect(await ask('{__typename}', sourceIp, `Bearer ${token}`)).toBeUndefined();
    expect(await ask('{__typename}', '192.0.2.4', `Bearer ${token}`)).toBe('RATE_LIMITED');
    at += 30_000;
    expect(await ask('{__typename}', '192.0.2.1')).toBeUndefined();
  });
});

describe('introspection', () => {
  const query = '{ __schema { queryType { name } } }';
  it('is for staff alone in the cloud', async () => {
    const api = startInProcessApi();
    const as = async (groups: string[]) =>
      api.ask(query, { headers: { authorization: `Bearer ${await staffToken(groups)}` } });
    expect((await as(['marketing'])).json.data.__schema.queryType.name).toBe('Query');
    expect(codeOf(await as([canary('role')]))).toBe('FORBIDDEN');
  });

  it('is for everyone where that was said', async () => {
    const api = startInProcessApi({ env: { INTROSPECTION: 'everyone' } });
    expect((await api.ask(query)).json.data.__schema.queryType.name).toBe('Query');
  });
});
