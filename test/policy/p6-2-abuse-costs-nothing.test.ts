import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, codesOf, postAt } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { registerCustomer } from '../harness/register.ts';

let cloud: TestCloud;
let beside: Beside;
let viewers: Readonly<Record<'a visitor' | 'a customer' | 'support' | 'an auditor', string | undefined>>;
beforeAll(async () => {
  cloud = await startTestCloud();
  beside = await startBeside(cloud);
  const { token } = await registerCustomer(cloud);
  viewers = {
    'a visitor': undefined,
    'a customer': token,
    support: await cloud.staff('support'),
    'an auditor': await cloud.staff('auditor'),
  };
});
afterAll(async () => {
  await beside.stop();
  await cloud.stop();
});
beforeEach(() => {
  beside.dynamo.calls.length = 0;
  beside.kms.calls.length = 0;
});

function expectFree(answer: Answer): void {
  expect(answer.data ?? null).toBeNull();
  expect(answer.text.length).toBeLessThan(10_240);
  expect(beside.dynamo.calls.map((call) => call.operation)).toEqual([]);
  expect(beside.kms.calls.map((call) => call.operation)).toEqual([]);
}

const repeat = (times: number, of: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => of(n)).join(' ');

/** Documents that ask for much with little. */
const floods: Readonly<Record<string, string>> = {
  'aliases of a root field': `{ ${repeat(11, (n) => `a${n}: policyInForce { version }`)} }`,
  'aliases inside': `{ policyInForce { ${repeat(40, (n) => `a${n}: text`)} } }`,
  'aliases behind fragments': `{ ...A } fragment A on Query { p: policyInForce { ...B } } fragment B on PolicyVersion { ${repeat(40, (n) => `a${n}: text`)} }`,
  'root fields behind fragments': `{ ${repeat(3, (n) => `...F${n}`)} } ${repeat(3, (n) => `fragment F${n} on Query { ${repeat(8, (m) => `a${n}b${m}: policyInForce { version }`)} }`)}`,
  'pages twice over': `{ customers(first: 50) { edges { node { ...N } } nodes { ...N } } } fragment N on Customer { name { masked } email { masked } phone { masked } address { masked } identityNumber { masked } dateOfBirth { masked } }`,
  'fragments that multiply': `{ ...F0 } ${repeat(11, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F11 on Query { policyInForce { version } }`,
  'fragments in a ring': '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  'depth without end': `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} } '.repeat(8)} } } }`,
  'more words than anyone writes': `{ ${repeat(1100, () => 'policyInForce { version }')} }`,
  'directives by the hundred': `{ policyInForce { version ${repeat(300, () => '@include(if: true)')} } }`,
  'directives on fragments': `{ policyInForce { ${repeat(100, () => '... @skip(if: false) { version }')} } }`,
  'brackets without end': `{ policyInForce(at: ${'['.repeat(5000)} }`,
  'selections without end': `{ policyInForce ${'{ a '.repeat(480)}${'}'.repeat(480)} }`,
  'fields there are not': `{ ${repeat(200, (n) => `nothing${n}`)} }`,
  'variables there are not': `query (${repeat(100, (n) => `$v${n}: String`)}) { ${repeat(100, (n) => `n${n}(a: $w${n})`)} }`,
};
/** The document is what is wrong, not who asks or when. */
const ofTheDocument =
  /^(TOO_MANY_ROOT_FIELDS|TOO_MANY_ALIASES|TOO_COSTLY|TOO_DEEP|TOO_MANY_TOKENS|GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/;

describe.each(Object.entries(floods))('%s', (_, document) => {
  test.each(['a visitor', 'a customer', 'support', 'an auditor'] as const)(
    'P6.2: refused before it costs anything, asked by %s',
    async (viewer) => {
      const answer = await beside.ask(document, { token: viewers[viewer] });
      expect(answer.errors.length).toBeGreaterThan(0);
      for (const code of codesOf(answer)) expect(code).toMatch(ofTheDocument);
      expectFree(answer);
    },
  );
});

test('P6.2: what is refused here is nothing that is wrong otherwise: less of the same is answered', async () => {
  for (const document of [
    `{ ${repeat(3, (n) => `a${n}: policyInForce { version }`)} }`,
    '{ ...A } fragment A on Query { ...B } fragment B on Query { policyInForce { version } }',
    '{ ... { ... { policyInForce { version @include(if: true) } } } }',
    '{ customers(first: 5) { nodes { name { masked } email { masked } } } }',
  ])
    expect([document, codesOf(await beside.ask(document, { token: viewers.support }))]).toEqual([
      document,
      [],
    ]);
});

test('P6.2: a body larger than any question is not read', async () => {
  for (const size of [65 * 1024, 9 * 1024 * 1024, 10 * 1024 * 1024]) {
    const answer = await postAt(
      beside.url,
      JSON.stringify({ query: '{ policyInForce { version } }', padding: 'x'.repeat(size) }),
      {},
    );
    expect(answer.status).toBe(413);
    expectFree(answer);
  }
});

test('P6.2: several questions in one body, forms and other origins are turned away', async () => {
  const one = { query: '{ policyInForce { version } }' };
  const attempts: readonly [string, Record<string, string>, number][] = [
    [JSON.stringify([one, one]), {}, 400],
    [
      'query=%7B%20policyInForce%20%7B%20version%20%7D%20%7D',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
    ],
    [JSON.stringify(one), { 'content-type': 'text/plain' }, 415],
    [JSON.stringify(one), { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    [JSON.stringify(one), { origin: 'https://evil.example' }, 403],
  ];
  for (const [body, headers, status] of attempts) {
    const answer = await postAt(beside.url, body, headers);
    expect([headers, answer.status]).toEqual([headers, status]);
    expectFree(answer);
  }
});

test('P6.2: a flood of questions by one caller is held back, and says for how long', async () => {
  const limited = await startBeside(cloud, { environment: { REQUESTS_PER_MINUTE: '5' } });
  const ask = (token?: string) => limited.ask('{ policyInForce { version } }', { token });
  let answer = await ask();
  for (let n = 0; codesOf(answer).length === 0 && n < 400; n++) answer = await ask();
  expect(codesOf(answer)).toEqual(['RATE_LIMITED']);
  expect(answer.errors[0]?.extensions.retryAfter).toBeGreaterThan(0);
  expect(codesOf(await ask(viewers.support))).toEqual([]);
  await limited.stop();
});
