import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../lambda/domain/errors.ts';
import type { PolicyStore } from '../../lambda/domain/ports/policies.ts';
import type { Wired } from '../../lambda/runtime/wiring.ts';
import { requestRefusals } from '../../schema/request-refusals.ts';
import { canary } from '../harness/cloud.ts';
import { type Answered, codeOf, type Sent, staffToken, startInProcessApi } from './in-process-api.ts';

const name = /[A-Za-z_][A-Za-z0-9_]*/;

/** Requests with one word of the caller's, in each place where a word can stand. */
const places: Readonly<Record<string, (word: string) => Sent>> = {
  'a field': (w) => ({ body: { query: `{ me { ${w} } }` } }),
  'a field at the root': (w) => ({ body: { query: `{ ${w} }` } }),
  'a field under a leaf': (w) => ({ body: { query: `{ __typename { ${w} } }` } }),
  'an argument': (w) => ({ body: { query: `{ me(${w}: 1) { id } }` } }),
  'an argument of a directive': (w) => ({ body: { query: `{ __typename @include(${w}: true) }` } }),
  'a directive': (w) => ({ body: { query: `{ __typename @${w} }` } }),
  'a fragment': (w) => ({ body: { query: `{ ...${w} }` } }),
  'a fragment in a circle': (w) => ({ body: { query: `{ ...${w} } fragment ${w} on Query { ...${w} }` } }),
  'a fragment never used': (w) => ({
    body: { query: `{ __typename } fragment ${w} on Query { __typename }` },
  }),
  'a type': (w) => ({ body: { query: `{ ... on ${w} { id } }` } }),
  'a type of a variable': (w) => ({ body: { query: `query ($a: ${w}) { __typename }` } }),
  'an operation': (w) => ({ body: { query: `query ${w} { __typename } query ${w} { __typename }` } }),
  'the operation asked for': (w) => ({ body: { query: '{ __typename }', operationName: w } }),
  'a variable': (w) => ({ body: { query: `query ($${w}: Int) { __typename }` } }),
  'a variable not declared': (w) => ({ body: { query: `{ customer(id: $${w}) { id } }` } }),
  'a variable without a value': (w) => ({
    body: { query: `query ($${w}: ID!) { customer(id: $${w}) { id } }` },
  }),
  'aliases in conflict': (w) => ({ body: { query: `{ ${w}: __typename ${w}: me { id } }` } }),
  'an enum': (w) => ({ body: { query: `{ policyInForce(language: ${w}) { version } }` } }),
  'an enum as text': (w) => ({ body: { query: `{ policyInForce(language: "${w}") { version } }` } }),
  'an enum in a variable': (w) => ({
    body: { query: 'query ($a: Language!) { policyInForce(language: $a) { version } }', variables: { a: w } },
  }),
  'an object in place of an enum': (w) => ({
    body: {
      query: 'query ($a: Language!) { policyInForce(language: $a) { version } }',
      variables: { a: { [w]: w } },
    },
  }),
  'a date': (w) => ({ body: { query: `{ auditTrail(filter: { day: "${w}" }) { nodes { at } } }` } }),
  'a date in a variable': (w) => ({
    body: {
      query: 'query ($a: Date) { auditTrail(filter: { day: $a }) { nodes { at } } }',
      variables: { a: w },
    },
  }),
  'an instant in a variable': (w) => ({
    body: {
      query: 'query ($a: DateTime) { policyInForce(language: vi, at: $a) { version } }',
      variables: { a: w },
    },
  }),
  'a whole number': (w) => ({ body: { query: `{ customers(first: "${w}") { nodes { id } } }` } }),
  'a whole number in a variable': (w) => ({
    body: { query: 'query ($a: Int) { customers(first: $a) { nodes { id } } }', variables: { a: w } },
  }),
  'an input field': (w) => ({ body: { query: `{ customers(filter: { ${w}: 1 }) { nodes { id } } }` } }),
  'an input field in a variable': (w) => ({
    body: {
      query: 'query ($a: CustomerFilter) { customers(filter: $a) { nodes { id } } }',
      variables: { a: { [w]: w } },
    },
  }),
  'an input with something missing': (w) => ({
    body: {
      query: 'mutation ($a: RegisterCustomerInput!) { registerCustomer(input: $a) { errors { code } } }',
      variables: { a: { name: w, email: w, [w]: w } },
    },
  }),
  'a literal with something missing': (w) => ({
    body: { query: `mutation { registerCustomer(input: { name: "${w}" }) { errors { code } } }` },
  }),
  'a default value': (w) => ({
    body: { query: `query ($a: Int = "${w}") { customers(first: $a) { nodes { id } } }` },
  }),
  'broken syntax': (w) => ({ body: { query: `{ me { ${w}` } }),
  'a text without an end': (w) => ({ body: { query: `{ customer(id: "${w}` } }),
  'the whole query': (w) => ({ body: { query: w } }),
  'broken JSON': (w) => ({ body: `{"query": ${w}` }),
  'a parameter': (w) => ({ body: { query: '{ __typename }', [w]: w } }),
  'a name twice': (w) => ({ body: `{"query":"{__typename}","variables":{"${w}":1,"${w}":2}}` }),
  extensions: (w) => ({ body: { query: '{', extensions: { [w]: w } } }),
  'a document id': (w) => ({ body: { documentId: w } }),
  'a parameter by GET': (w) => ({ method: 'GET', query: { [w]: [w] } }),
  'variables by GET': (w) => ({ method: 'GET', query: { query: ['{ __typename }'], variables: [w] } }),
  'a method': (w) => ({ method: w, body: { query: '{ __typename }' } }),
  'a content type': (w) => ({ body: { query: '{' }, headers: { 'content-type': w } }),
  'what is accepted': (w) => ({ body: { query: '{' }, headers: { accept: w } }),
  'an origin': (w) => ({ body: { query: '{' }, headers: { origin: `https://${w}.example` } }),
  'a language': (w) => ({ body: { query: '{' }, headers: { 'accept-language': w } }),
  'a token': (w) => ({
    body: { query: '{ me { id } }' },
    headers: { authorization: `Bearer ${w}.${w}.${w}` },
  }),
  'a header of another kind': (w) => ({
    body: { query: '{' },
    headers: { 'x-reference': w, cookie: w, [w]: w },
  }),
  'a request id': (w) => ({ body: { query: '{' }, requestId: `${w}, ${w}` }),
};

describe('nothing of the caller’s is in an error or a log line', () => {
  const word = fc
    .tuple(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/), fc.boolean())
    .map(([start]) => `${start}${canary('Zq')}`)
    .filter((one) => name.test(one));

  it.each(Object.entries(places))('%s', async (_, request) => {
    const tokens = [undefined, `Bearer ${await staffToken(['privacy_officer', 'auditor'])}`];
    await fc.assert(
      fc.asyncProperty(
        word,
        fc.constantFrom('vi', 'en'),
        fc.constantFrom(...tokens),
        async (w, language, token) => {
          const api = startInProcessApi();
          const sent = request(w);
          const headers = {
            'accept-language': language,
            ...(token && sent.method !== 'GET' ? { authorization: token } : {}),
            ...sent.headers,
          };
          const answer = await api.send({ ...sent, headers });
          const all = `${answer.text}\n${JSON.stringify(answer.headers)}\n${api.logs.join('\n')}`;
          expect(all.toLowerCase()).not.toContain(w.toLowerCase());
          expect(answer.json.errors.length).toBeGreaterThan(0);
          for (const error of answer.json.errors)
            expect(error.extensions.requestId).toBe(answer.headers['x-request-id']);
          expect(codeOf(answer)).not.toBe('INTERNAL_SERVER_ERROR');
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('a developer still learns what is wrong', () => {
  const message = async (query: string, variables?: unknown) => {
    const token = await staffToken(['privacy_officer', 'auditor']);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await startInProcessApi().send({ body: { query, variables }, headers });
    const { locations } = answer.json.errors[0];
    return [codeOf(answer), answer.json.errors[0].message, ...(locations ? [locations[0]] : [])];
  };

  it('by the names of the schema and the place in the document', async () => {
    expect(await message('{ me { emial } }')).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'The document does not fit the schema. Cannot query field "…" on type "Me".',
      { line: 1, column: 8 },
    ]);
    expect(await message('{ me { email } }')).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'The document does not fit the schema. Field "email" of type "OwnEmail!" must have a selection of subfields.',
      { line: 1, column: 8 },
    ]);
    expect(await message('{ customer { id } }')).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'The document does not fit the schema. Argument "Query.customer(id:)" of type "ID!" is required, but it was not provided.',
      { line: 1, column: 3 },
    ]);
    expect(await message('{ me { id }')).toEqual([
      'GRAPHQL_PARSE_FAILED',
      'The document has a syntax error.',
      { line: 1, column: 12 },
    ]);
  });

  it('by the place in a variable', async () => {
    const query = 'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { id } } }';
    expect(await message(query, { filter: { month: 7 } })).toEqual([
      'BAD_USER_INPUT',
      'A value does not fit its type. Variable "$filter" at ".month".',
      { line: 1, column: 8 },
    ]);
    const one = 'query ($id: ID!) { customer(id: $id) { id } }';
    expect((await message(one, {}))[1]).toBe(
      'A value does not fit its type. Variable "$id": Expected a value of non-null type "ID!" to be provided.',
    );
    const change =
      'mutation ($input: LiftLegalHoldInput!) { liftLegalHold(input: $input) { errors { code } } }';
    const input = { idempotencyKey: canary('key-'), customerId: canary() };
    const said = async (given: unknown) => (await message(change, { input: given }))[1];
    const whole =
      'A value does not fit its type. Variable "$input": Expected value of type "LiftLegalHoldInput"';
    expect(await said(input)).toBe(`${whole} to include required field "id".`);
    expect(await said({ ...input, id: canary(), [canary('field')]: canary() })).toBe(
      `${whole} not to include unknown field "…".`,
    );
    expect(await said(canary())).toBe(`${whole} to be an object.`);
    expect(await said({ ...input, id: null })).toBe(
      'A value does not fit its type. Variable "$input" at ".id": Expected value of non-null type "ID!" not to be null.',
    );
    const date = 'query ($day: Date!) { auditTrail(filter: { day: $day }) { nodes { at } } }';
    expect((await message(date, { day: 'tomorrow' })).slice(0, 2)).toEqual([
      'BAD_USER_INPUT',
      'A value does not fit its type. Variable "$day": Expected value of type "Date".',
    ]);
  });
});

describe('a fault inside', () => {
  const secret = canary('secret');
  const cause = new Error(secret, { cause: new Error(secret) });
  const thrown: Readonly<Record<string, unknown>> = {
    'an error': cause,
    'an error with more in it': Object.assign(new Error(secret), {
      secret,
      code: 'ECONNREFUSED',
    }),
    'an aggregate': new AggregateError([cause, new GraphQLError(secret)], secret),
    'a GraphQL error': new GraphQLError(secret, {
      extensions: { code: secret, secret, http: { status: 418 } },
    }),
    'a GraphQL error that looks like ours': new GraphQLError(secret, {
      extensions: { safe: true, requestId: 'x' },
    }),
    'a GraphQL error around another': new GraphQLError(secret, { originalError: cause }),
    'a text': secret,
    'an object': { message: secret, errors: [cause] },
    nothing: undefined,
    'a tampered record': new DomainError('INTEGRITY_VIOLATION'),
  };
  const failing = (fault: unknown): Partial<Wired> => ({
    policies: { versions: () => Promise.reject(fault) } as unknown as PolicyStore,
  });
  const inside = Object.entries(thrown).flatMap(([what, fault]) =>
    ([{ where: 'in a field', query: '{ policyInForce(language: vi) { version } }' }] as const).map(
      ({ where, query }) => [`${what} ${where}`, fault, query] as const,
    ),
  );

  it.each(inside)(
    '%s: one sentence with the request id, and its class in the log',
    async (_, fault, query) => {
      const api = startInProcessApi({ ports: failing(fault) });
      const answer = await api.ask(query);
      const requestId = answer.headers['x-request-id'];
      expect(answer.json.errors).toEqual([
        {
          message: requestRefusals.INTERNAL_SERVER_ERROR.en,
          path: ['policyInForce'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
        },
      ]);
      const logged = api.logs.map((line) => JSON.parse(line));
      expect(logged).toContainEqual(expect.objectContaining({ level: 'ERROR', requestId }));
      expect(logged).toContainEqual(expect.objectContaining({ event: 'request', requestId }));
      expect(`${answer.text}${JSON.stringify(answer.headers)}${api.logs.join('')}`).not.toContain(secret);
    },
  );

  it('that happens before any field is the same', async () => {
    const random = { id: () => 'A'.repeat(26), bytes: () => new Uint8Array() };
    const api = startInProcessApi({ ports: { commit: () => Promise.reject(cause), random } });
    const headers = { authorization: `Bearer ${await staffToken(['marketing'])}` };
    const answer = await api.ask('{ auditVerification { id } }', { headers });
    expect([answer.status, codeOf(answer)]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(answer.text + api.logs.join('')).not.toContain(secret);
  });
});

describe('an answer', () => {
  const policies = {
    versions: () =>
      Promise.reject(new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: 2.5 })),
  } as unknown as PolicyStore;
  it('has the status of its error only when it has no data', async () => {
    const api = startInProcessApi({ ports: { policies } });
    const alone = await api.ask('{ policyInForce(language: vi) { version } }');
    expect(alone.json.data).toEqual({ policyInForce: null });
    expect([alone.status, codeOf(alone), alone.headers['retry-after']]).toEqual([
      200,
      'TEMPORARILY_UNAVAILABLE',
      '3',
    ]);
    const refused = await api.ask('{ me { id } }');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  it('speaks the caller’s language: Vietnamese unless English is asked for', async () => {
    const said = async (sent: Sent) => (await startInProcessApi().send(sent)).json.errors[0].message;
    for (const [body, code] of [
      ['{', 'NOT_JSON'],
      [{ query: '{' }, 'GRAPHQL_PARSE_FAILED'],
      [{ documentId: 'x' }, 'PERSISTED_DOCUMENT_NOT_FOUND'],
    ] as const)
      for (const language of ['vi', 'en'] as const) {
        const headers = { 'accept-language': language === 'vi' ? 'fr' : 'en-GB,vi;q=0.5' };
        expect(await said({ body, headers })).toBe(requestRefusals[code][language]);
      }
    const denied = async (language: string) =>
      (await startInProcessApi().ask('{ me { id } }', { headers: { 'accept-language': language } })).json
        .errors[0].message;
    expect([await denied('vi'), await denied('en')]).toEqual(['Cần đăng nhập.', 'Sign in first.']);
  });

  it('carries the gateway’s request id when it is one, in the header, the error and the log', async () => {
    const api = startInProcessApi();
    const requestId = '0f1e2d3c-aaaa-bbbb-cccc-000011112222';
    const answer: Answered = await api.send({ body: { query: '{' }, requestId });
    expect(answer.headers['x-request-id']).toBe(requestId);
    expect(answer.json.errors[0].extensions.requestId).toBe(requestId);
    expect(api.logs.map((line) => JSON.parse(line).requestId)).toEqual([requestId]);
  });
});
