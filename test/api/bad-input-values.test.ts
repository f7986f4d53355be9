import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, codesOf, postAt, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import {
  type PersonalValues,
  randomPerson,
  registerMutation,
  registrationInput,
} from '../harness/register.ts';
import { changes, scanTables, type Tables } from '../harness/tables.ts';

let cloud: TestCloud;
let token: string;
let before: Tables;
let person: PersonalValues;
let input: Record<string, unknown>;
beforeAll(async () => {
  cloud = await startTestCloud();
  token = await cloud.customer(canary('user'));
  person = randomPerson();
  input = await registrationInput(cloud, person);
  before = await scanTables(cloud);
});
afterAll(() => cloud.stop());

const register = (change: Record<string, unknown>) =>
  cloud.ask(registerMutation, {
    token,
    variables: { input: { ...input, idempotencyKey: canary('key-'), ...change } },
  });

describe('each wrong field has its answer', () => {
  test.each<[string, Record<string, unknown>, readonly string[]]>([
    ['no name', { name: '' }, ['REQUIRED at input.name']],
    ['a name of spaces', { name: ' \u00a0 ' }, ['REQUIRED at input.name']],
    ['an emoji in the name', { name: 'Nguyễn 🙂' }, ['UNSUPPORTED_CHARACTER at input.name']],
    ['a family of emoji', { name: 'Lê 👨‍👩‍👧' }, ['UNSUPPORTED_CHARACTER at input.name']],
    ['half a surrogate pair', { name: 'Lê \ud83d' }, ['UNSUPPORTED_CHARACTER at input.name']],
    ['text turned around', { name: 'Lê \u202etxet' }, ['UNSUPPORTED_CHARACTER at input.name']],
    ['a null byte', { name: 'Lê\u0000Văn' }, ['UNSUPPORTED_CHARACTER at input.name']],
    ['a name for a header', { name: 'Lê\r\nBcc: all@mail.example' }, ['UNSUPPORTED_CHARACTER at input.name']],
    ['markup', { name: '<script>alert(1)</script>' }, ['UNSUPPORTED_CHARACTER at input.name']],
    [
      'a card number in the name',
      { name: 'Lê 4111 1111 1111 1111', kind: 'ORGANISATION' },
      ['CARD_NUMBER_NOT_ACCEPTED at input.name'],
    ],
    [
      'a card number in the address',
      { address: { line: '4111111111111111', province: 'Huế' } },
      ['CARD_NUMBER_NOT_ACCEPTED at input.address.line'],
    ],
    ['a long name', { name: 'a'.repeat(201) }, ['TOO_LONG at input.name']],
    ['an address that is none', { email: 'somebody' }, ['INVALID_FORMAT at input.email']],
    ['two addresses', { email: 'a@b.example, c@d.example' }, ['INVALID_FORMAT at input.email']],
    [
      'an address with a header',
      { email: 'a@b.example\r\nBcc: c@d.example' },
      ['INVALID_FORMAT at input.email'],
    ],
    ['a long address', { email: `${'a'.repeat(65)}@b.example` }, ['TOO_LONG at input.email']],
    ['a phone number that is none', { phone: '0123' }, ['INVALID_FORMAT at input.phone']],
    ['an extension', { phone: '0901234567 ext 5' }, ['INVALID_FORMAT at input.phone']],
    ['a day there is not', { dateOfBirth: '1990-02-30' }, ['INVALID_FORMAT at input.dateOfBirth']],
    ['a day to come', { dateOfBirth: '2190-01-01' }, ['INVALID_FORMAT at input.dateOfBirth']],
    ['an identity number too short', { identityNumber: '12' }, ['INVALID_FORMAT at input.identityNumber']],
    [
      'a country there is not',
      { address: { line: 'Số 1', province: 'Huế', country: 'XX' } },
      ['INVALID_FORMAT at input.address.country'],
    ],
    ['a line that is empty', { address: { line: '', province: 'Huế' } }, ['REQUIRED at input.address.line']],
    [
      'a choice twice',
      { consents: [1, 2].map(() => ({ purpose: 'SURVEYS', channel: 'EMAIL', granted: true })) },
      ['INVALID_FORMAT at input.consents.1'],
    ],
    ['a key too short', { idempotencyKey: 'short' }, ['IDEMPOTENCY_KEY_INVALID at input.idempotencyKey']],
    [
      'a key too long',
      { idempotencyKey: 'k'.repeat(129) },
      ['IDEMPOTENCY_KEY_INVALID at input.idempotencyKey'],
    ],
    [
      'a key with a space',
      { idempotencyKey: 'a key of mine' },
      ['IDEMPOTENCY_KEY_INVALID at input.idempotencyKey'],
    ],
    [
      'a digest that is none',
      { notice: { version: 1, language: 'vi', digest: 'x' } },
      ['INVALID_FORMAT at input.notice.digest'],
    ],
    [
      'several at once',
      { name: '', email: 'x', phone: 'x', agreed: false, storage: false },
      [
        'REQUIRED at input.name',
        'INVALID_FORMAT at input.email',
        'NOT_AGREED at input.agreed',
        'NOT_AGREED at input.storage',
        'INVALID_FORMAT at input.phone',
      ],
    ],
  ])('%s', async (_, change, expected) => {
    const answer = await register(change);
    expect(codesOf(answer)).toEqual([]);
    expect([...userErrors(answer)].sort()).toEqual([...expected].sort());
    expect(answer.data.registerCustomer.me).toBeNull();
    for (const { message } of answer.data.registerCustomer.errors) expect(message.length).toBeGreaterThan(5);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a kind there is not', { kind: 'ROBOT' }],
    ['a purpose there is not', { consents: [{ purpose: 'RESALE', channel: 'EMAIL', granted: true }] }],
    ['a language there is not', { language: 'fr' }],
    ['a number for a name', { name: 7 }],
    ['a list for a name', { name: ['a', 'b'] }],
    ['an object for an address', { email: { address: 'a@b.example' } }],
    ['a field there is not', { role: 'privacy_officer' }],
    ['no choices at all', { consents: null }],
    ['agreement in words', { agreed: 'yes' }],
    ['a day in words', { dateOfBirth: 'yesterday' }],
  ])('%s does not fit the schema', async (_, change) => {
    const answer = await register(change);
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(answer.data ?? null).toBeNull();
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(answer.text).not.toMatch(/Did you mean|graphql\/|node_modules|at \w+ \(/);
  });
});

describe('each wrong body has its answer', () => {
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    postAt(cloud.url, body, { authorization: `Bearer ${token}`, ...headers }, cloud.refusals);
  const wholeBody = () =>
    JSON.stringify({ query: registerMutation, variables: { input: { ...input, name: 'Lê ✂ Văn' } } });

  test('half a UTF-8 sequence is a character of nobody’s name', async () => {
    const whole = Buffer.from(wholeBody().replace('✂', 'ễ'));
    const at = whole.indexOf(Buffer.from('ễ'));
    const half = new Uint8Array(Buffer.concat([whole.subarray(0, at + 1), whole.subarray(at + 3)]));
    const answer = await post(half);
    // A gateway that hands text over as text has already put U+FFFD in its place.
    if (answer.status === 400) expect(codesOf(answer)).toHaveLength(1);
    else expect(userErrors(answer)).toEqual(['UNSUPPORTED_CHARACTER at input.name']);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{"query": '],
    ['a text', '"{ me { id } }"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no query', '{}'],
    ['a number for a query', '{"query": 1}'],
    ['variables in a text', '{"query": "{ me { id } }", "variables": "all of them"}'],
    ['an operation there is not', '{"query": "query A { me { id } }", "operationName": "B"}'],
    ['a document of nothing', '{"query": "   "}'],
    ['a lone surrogate in the document', '{"query": "{ customer(id: \\"\\ud83d\\") { id } }"}'],
    ['an escape of half a character', '{"query": "{ customer(id: \\"\\\\uD83D\\") { id } }"}'],
  ])('%s', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(answer.status).toBeLessThan(500);
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors[0]?.extensions.code).toMatch(/^[A-Z_0-9]+$/);
  });

  test('ten megabytes are refused unread', async () => {
    for (const size of [70_000, 10 * 1024 * 1024 - 1000, 10 * 1024 * 1024 + 1000]) {
      const response = await fetch(`${cloud.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          query: registerMutation,
          variables: { input },
          more: person.name.repeat(size / person.name.length),
        }),
      });
      expect(response.status).toBe(413);
      expect(await response.text()).not.toContain(person.name);
    }
  });
});

describe('each wrong token has its answer', () => {
  const me = (given: string) => cloud.ask('{ me { id } }', { token: given });
  const forged = (overrides: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    cloud.oidc.issueToken({ issuer: 'customers', username: canary('user'), overrides, ...more });

  test('expired, of another issuer or client, or none at all: nobody', async () => {
    for (const wrong of [
      await forged({}, { expiresIn: -60 }),
      await forged({ iss: 'https://accounts.example' }),
      await forged({ iss: cloud.oidc.issuers.staff.issuer }),
      await forged({ client_id: 'somebody-else' }),
      await forged({ token_use: 'id' }),
      await forged({ sub: '' }),
      'a.b.c',
      '....',
      'x'.repeat(9000),
    ]) {
      const answer = await me(wrong);
      expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
      expect(answer.data ?? null).toBeNull();
    }
  });

  test('a role there is not opens nothing', async () => {
    const boss = await cloud.employee('boss', 'admin', '*');
    for (const query of [
      '{ customers { nodes { id } } }',
      '{ accessMatrix { __typename } }',
      '{ me { id } }',
    ])
      expect(codesOf(await cloud.ask(query, { token: boss }))).toEqual(['FORBIDDEN']);
  });

  test('other ways to say who one is are not heard', async () => {
    const headers: Record<string, string>[] = [
      { authorization: `Basic ${Buffer.from('support:x').toString('base64')}` },
      { authorization: 'Bearer' },
      { authorization: `Bearer ${token} ${token}` },
    ];
    for (const given of headers)
      expect(codesOf(await cloud.ask('{ me { id } }', { headers: given }))).toEqual(['UNAUTHENTICATED']);
    const { errors } = await cloud.ask('{ me { id } }', {
      headers: { 'x-user': 'support', cookie: `token=${token}` },
    });
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

test('nothing of all this was written, said or logged', async () => {
  // What employees were refused stands in the trail, and nothing else anywhere.
  const written = changes(before, await scanTables(cloud));
  expect(new Set(written)).toEqual(new Set(['+ audit OPERATION']));
  expect(await searchForLeaks(cloud, { secrets: [secretsOf(person)] })).toEqual([]);
  expect(cloud.logs.filter((line) => line.includes('request_failed'))).toEqual([]);
  // The same person in the right words.
  const answer: Answer = await register({});
  expect(userErrors(answer)).toEqual([]);
});
