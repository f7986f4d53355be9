import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  classViews,
  mayView,
  personalFields,
  type StaffRole,
  staffRoles,
  type View,
} from '../../lambda/domain/access.ts';
import type { BlobField } from '../../lambda/domain/customer/reveal.ts';
import { type Answer, codesOf } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { eventually } from '../harness/mails.ts';
import { clearValues, readCustomer, reasons, selection, valueIn } from '../harness/reading.ts';
import { givePayment, localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { type Item, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let customer: Registered;
let other: Registered;
let clear: Readonly<Record<BlobField, string>>;
const budgets = { CLEAR_READS_PER_HOUR: '4', MASKED_READS_PER_HOUR: '12' };

beforeAll(async () => {
  cloud = await startTestCloud();
  customer = await registerCustomer(cloud);
  clear = clearValues(customer, await givePayment(cloud, customer));
  other = await registerCustomer(cloud);
});
afterAll(() => cloud.stop());

const fields = Object.keys(personalFields).filter((name): name is BlobField => name !== 'customerNumbers');
const views = ['value', 'masked'] as const;
const subjectOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;

/** What the trail holds of an employee, oldest first. */
async function trailOf(token: string): Promise<readonly Item[]> {
  const { audit } = await scanTables(cloud);
  const own = audit.filter((row) => textOf(row, 'actor') === `staff:${subjectOf(token)}`);
  return own.sort((one, another) => (textOf(one, 'at') < textOf(another, 'at') ? -1 : 1));
}

/** No clear value of either customer, and nothing that a mask would let through. */
function expectNothing(answer: Answer): void {
  for (const value of [...Object.values(clear), other.name, other.email])
    expect(answer.text.includes(value)).toBe(false);
  expect(answer.text.includes('•')).toBe(false);
}

describe.each(staffRoles)('the role %s', (role) => {
  test('P6.4: sees of every field what its class allows, and nothing else; each sight has its row', async () => {
    const token = await cloud.employee(role);
    const expected: [string, string][] = [];
    for (const field of fields)
      for (const view of views) {
        const answer = await readCustomer(cloud, token, customer.id, selection(field, view), reasons(role));
        const { dataClass } = personalFields[field];
        if (!mayView(role, dataClass, view)) {
          expect([field, view, codesOf(answer)]).toEqual([field, view, ['FORBIDDEN']]);
          expectNothing(answer);
          expected.push(['REFUSED', '']);
          continue;
        }
        expected.push(['ALLOWED', `${field} ${view}`]);
        const given = valueIn(answer, field, view);
        if (view === 'value') expect(given).toBe(clear[field]);
        else expectMasked(given, clear[field]);
      }
    const rows = await trailOf(token);
    expect(rows.map((row) => [textOf(row, 'outcome'), sight(row)]).sort()).toEqual(expected.sort());
    for (const row of rows.filter((one) => textOf(one, 'view') === 'value')) {
      expect(textOf(row, 'purpose')).toBe(reasons(role)['x-processing-purpose']);
      expect(textOf(row, 'reference')).toBe('SUP-4711');
      expect(textOf(row, 'customerId')).toBe(localIdOf(customer.id));
    }
  });

  test('P6.4: may list customers when it reads any class at all, masked only, and never in clear', async () => {
    const token = await cloud.employee(role);
    const ofEachClass = ['phone', 'identityNumber', 'taxCode'] as const;
    const visible = ofEachClass.filter((field) => classViews[personalFields[field].dataClass][role]);
    for (const field of ofEachClass) {
      const list = (view: View) =>
        cloud.ask(`{ customers { nodes { ${selection(field, view)} } } }`, { token, headers: reasons(role) });
      expectNothing(await list('value'));
      const masked = await list('masked');
      if (visible.includes(field)) expect(codesOf(masked)).toEqual([]);
      else expectNothing(masked);
      expect(masked.text.includes(clear[field])).toBe(false);
    }
  });
});

/** Fields and view of a row that let something be seen. */
function sight(row: Item): string {
  if (textOf(row, 'outcome') !== 'ALLOWED') return '';
  const names = (row['fields']?.L ?? []).map((name) => name.S).join(' ');
  return `${names} ${textOf(row, 'view')}`;
}

/** At most two characters of the value, beside what every mask has. */
function expectMasked(given: unknown, value: string): void {
  expect(typeof given).toBe('string');
  const shown = String(given)
    .replace(/[•@,\-\s]/g, '')
    .replace(/VN$/, '');
  expect(shown.length).toBeLessThanOrEqual(2);
  expect(String(given).includes(value)).toBe(false);
}

describe('no audit row, no value', () => {
  let beside: Beside;
  const toAudit = ({ operation, body }: { operation: string; body: Buffer }) =>
    /Write|Put|Update/.test(operation) && body.includes(cloud.tableNames.audit);
  beforeAll(async () => {
    beside = await startBeside(cloud);
  });
  afterAll(() => beside.stop());

  const sights = (): readonly (readonly [StaffRole, string])[] => [
    ['support', `{ customer(id: "${customer.id}") { name { value } } }`],
    ['support', `{ customer(id: "${customer.id}") { name { masked } } }`],
    [
      'billing',
      `{ node(id: "${customer.id}") { ... on Customer { taxCode { value } bankAccount { masked } } } }`,
    ],
    ['legal', `{ customers { nodes { name { masked } identityNumber { masked } } } }`],
    ['support', `{ findCustomer(email: "${customer.email}") { id name { masked } } }`],
    ['support', `{ findCustomer(phone: "${customer.phone}") { id } }`],
  ];

  test('P6.4: while the trail cannot be written nothing is shown, masked or not, found or listed', async () => {
    beside.dynamo.setFault((call) => (toAudit(call) ? 'DENIED' : undefined));
    for (const [role, query] of sights()) {
      const answer = await beside.ask(query, { token: await cloud.staff(role), headers: reasons(role) });
      expect(answer.errors.length).toBeGreaterThan(0);
      expectNothing(answer);
      expect(answer.text.includes(`"${customer.id}"`) && query.startsWith('{ find')).toBe(false);
    }
    beside.dynamo.setFault(undefined);
    for (const [role, query] of sights()) {
      const answer = await beside.ask(query, { token: await cloud.staff(role), headers: reasons(role) });
      expect([query, codesOf(answer)]).toEqual([query, []]);
    }
  });

  test('P6.4: the row is written before the answer leaves', async () => {
    for (const [role, query] of sights()) {
      const held = Promise.withResolvers<undefined>();
      const arrived = Promise.withResolvers<void>();
      beside.dynamo.setFault((call) => {
        if (!toAudit(call)) return undefined;
        arrived.resolve();
        return held.promise;
      });
      let answered = false;
      const answer = beside
        .ask(query, { token: await cloud.staff(role), headers: reasons(role) })
        .then((given) => {
          answered = true;
          return given;
        });
      await arrived.promise;
      // Long enough for an answer that does not wait to come; one that waits cannot come at all.
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(answered).toBe(false);
      held.resolve(undefined);
      expect(codesOf(await answer)).toEqual([]);
      beside.dynamo.setFault(undefined);
    }
  });

  test('P6.4: a refusal that cannot be recorded shows nothing either', async () => {
    beside.dynamo.setFault((call) => (toAudit(call) ? 'DENIED' : undefined));
    const answer = await readCustomer(beside, await cloud.staff('marketing'), customer.id, 'name { masked }');
    beside.dynamo.setFault(undefined);
    expect(answer.errors.length).toBeGreaterThan(0);
    expectNothing(answer);
  });
});

describe('purpose and reference of a clear read', () => {
  const name = 'name { value }';
  test.each([
    ['neither', {}, 'PURPOSE_REQUIRED'],
    ['no purpose', { 'x-reference': 'SUP-1' }, 'PURPOSE_REQUIRED'],
    ['no reference', { 'x-processing-purpose': 'SERVICE_SUPPORT' }, 'REFERENCE_REQUIRED'],
    [
      'a purpose there is not',
      { 'x-processing-purpose': 'CURIOSITY', 'x-reference': 'SUP-1' },
      'PURPOSE_NOT_ALLOWED',
    ],
    [
      'a purpose of another role',
      { 'x-processing-purpose': 'LEGAL_DUTY', 'x-reference': 'SUP-1' },
      'PURPOSE_NOT_ALLOWED',
    ],
    [
      'a reference of no system',
      { 'x-processing-purpose': 'SERVICE_SUPPORT', 'x-reference': 'because' },
      'REFERENCE_UNKNOWN',
    ],
    [
      'more than a reference',
      { 'x-processing-purpose': 'SERVICE_SUPPORT', 'x-reference': 'SUP-1; SUP-2' },
      'REFERENCE_UNKNOWN',
    ],
  ])('P6.4: %s: refused, recorded, nothing shown', async (_, headers, code) => {
    const token = await cloud.employee('support');
    const answer = await readCustomer(cloud, token, customer.id, `${name} email { masked }`, headers);
    expect(codesOf(answer)).toEqual([code]);
    expectNothing(answer);
    const rows = await trailOf(token);
    expect(rows.map((row) => [textOf(row, 'outcome'), textOf(row, 'code')])).toEqual([['REFUSED', code]]);
  });
});

test('P6.4: one customer at a time, however the query is dressed', async () => {
  const token = await cloud.employee('support');
  const [a, b] = [customer.id, other.id];
  const tricks = [
    `{ a: customer(id: "${a}") { name { value } } b: customer(id: "${b}") { name { value } } }`,
    `{ customer(id: "${a}") { name { value } } node(id: "${b}") { ... on Customer { name { value } } } }`,
    `query ($yes: Boolean = true, $no: Boolean = false) { a: customer(id: "${a}") @include(if: $yes) { name { value } } b: customer(id: "${b}") @skip(if: $no) { name { value } } }`,
    `{ ...Two } fragment Two on Query { a: customer(id: "${a}") { ...N } b: customer(id: "${b}") { ...N } } fragment N on Customer { n: name { v: value } }`,
    `{ ... on Query { ... { a: customer(id: "${a}") { name { value } } } } ... { b: node(id: "${b}") { ... on Node { ... on Customer { name { value } } } } } }`,
    `{ findCustomer(email: "${customer.email}") { name { value } } }`,
    `{ customers(first: 1) { nodes { name { value } } } }`,
    `{ customers(first: 1) { edges { node { ...N } } } } fragment N on Customer { name { value } }`,
    `{ c: customer(id: "${a}") { name { value } } customers { nodes { id name { alias: value } } } }`,
  ];
  for (const query of tricks) {
    const answer = await cloud.ask(query, { token, headers: reasons('support') });
    expect([query, codesOf(answer)]).toEqual([query, ['ONE_CUSTOMER_AT_A_TIME']]);
    expectNothing(answer);
  }
  const rows = await trailOf(token);
  expect(rows.filter((row) => textOf(row, 'outcome') === 'ALLOWED')).toEqual([]);
  expect(rows).toHaveLength(tricks.length);
});

test('P6.4: an operation is judged as written, not as it would run', async () => {
  const token = await cloud.employee('support');
  const about = `customer(id: "${customer.id}")`;
  const tricks = [
    `{ ${about} { name { masked } taxCode @skip(if: true) { masked } } }`,
    `query ($no: Boolean = false) { ${about} { name { masked } taxCode @include(if: $no) { masked } } }`,
    `{ ${about} { name: taxCode { masked } } }`,
    `{ ${about} { ...F } } fragment F on Customer { name { masked } identityNumber { value } }`,
    `{ node(id: "${customer.id}") { id ... on Customer { taxCode { masked } } } }`,
    `{ nobody: customer(id: "none") { taxCode { masked } } }`,
    `{ ${about} { name { masked } } accessMatrix { classes { role } } }`,
    `{ ${about} { name { masked } } me { name } }`,
  ];
  for (const query of tricks) {
    const answer = await cloud.ask(query, { token, headers: reasons('support') });
    expect([query, codesOf(answer)]).toEqual([query, ['FORBIDDEN']]);
    expectNothing(answer);
  }
  // Of several operations only the one that runs is judged, by its name.
  const two = `query Mine { ${about} { name { masked } } } query Theirs { ${about} { taxCode { masked } } }`;
  expect(codesOf(await cloud.ask(two, { token, operationName: 'Mine' }))).toEqual([]);
  expect(codesOf(await cloud.ask(two, { token, operationName: 'Theirs' }))).toEqual(['FORBIDDEN']);
});

describe('budgets of an hour', () => {
  let beside: Beside;
  beforeAll(async () => {
    beside = await startBeside(cloud, { environment: budgets });
  });
  afterAll(() => beside.stop());

  // An hour may end meanwhile, and a new budget begin: so at most twice the limit.
  test.each([
    ['value', Number(budgets.CLEAR_READS_PER_HOUR), 'name { value }'],
    ['masked', Number(budgets.MASKED_READS_PER_HOUR), 'name { masked }'],
  ])('P6.4: %s: spent, then refused and recorded, for this employee alone', async (_, limit, field) => {
    const token = await cloud.employee('support');
    const read = (by: string) => readCustomer(beside, by, customer.id, field, reasons('support'));
    let allowed = 0;
    let answer = await read(token);
    for (; codesOf(answer).length === 0 && allowed <= 2 * limit; answer = await read(token)) allowed++;
    expect(codesOf(answer)).toEqual(['READ_BUDGET_SPENT']);
    expect(answer.errors[0]?.extensions['retryAfter']).toBeGreaterThan(0);
    expectNothing(answer);
    expect(allowed).toBeGreaterThanOrEqual(limit);
    expect(allowed).toBeLessThanOrEqual(2 * limit);
    const rows = await trailOf(token);
    expect(rows.filter((row) => textOf(row, 'outcome') === 'ALLOWED')).toHaveLength(allowed);
    expect(textOf(rows.at(-1), 'code')).toBe('READ_BUDGET_SPENT');
    expect(cloud.logs.some((line) => line.includes('read_budget_spent'))).toBe(true);
    expect(codesOf(await read(await cloud.employee('support')))).toEqual([]);
  });

  test('P6.4: looking people up spends the same budget, whether somebody is found or not', async () => {
    const token = await cloud.employee('billing');
    const limit = Number(budgets.MASKED_READS_PER_HOUR);
    const look = () => beside.ask(`{ findCustomer(email: "${canary()}@mail.example") { id } }`, { token });
    let found = 0;
    let answer = await look();
    for (; codesOf(answer).length === 0 && found <= 2 * limit; answer = await look()) found++;
    expect(codesOf(answer)).toEqual(['READ_BUDGET_SPENT']);
    expect(found).toBeLessThanOrEqual(2 * limit);
  });
});

describe('who somebody is', () => {
  const ask = (token: string | undefined) =>
    readCustomer(cloud, token as string, customer.id, 'name { value masked }', reasons('support'));
  const staff = (overrides: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    cloud.oidc.issueToken({ issuer: 'staff', username: 'support', overrides, ...more });

  test('P6.4: roles come from the staff issuer alone', async () => {
    const groups = ['support', 'privacy_officer'];
    const tokens: readonly [string, string][] = [
      [
        'a customer who claims roles',
        await cloud.oidc.issueToken({ issuer: 'customers', username: 'x', groups }),
      ],
      [
        'a service that claims roles',
        await cloud.oidc.issueToken({ issuer: 'services', overrides: { 'cognito:groups': groups } }),
      ],
      ['a customer', customer.token],
      ['a service', await cloud.service('billing-service')],
      ['an employee without a role', await cloud.employee()],
      ['an employee of a role there is not', await cloud.employee('boss', 'SUPPORT', 'support ')],
      [
        'an employee who claims scopes',
        await staff({ 'cognito:groups': [], scope: 'support customers:read' }),
      ],
    ];
    for (const [who, token] of tokens) {
      const answer = await ask(token);
      expect([who, codesOf(answer)]).toEqual([who, ['FORBIDDEN']]);
      expectNothing(answer);
    }
  });

  test('P6.4: a token that is not wholly right is nobody, and not even a visitor', async () => {
    const good = await cloud.staff('support');
    const [head = '', body = '', signature = ''] = good.split('.');
    const customerIssuer = cloud.oidc.issuers.customers.issuer;
    const staffIssuer = cloud.oidc.issuers.staff.issuer;
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const tokens: readonly [string, string][] = [
      ['expired', await staff({}, { expiresIn: -1 })],
      ['of another client', await staff({ client_id: 'another' })],
      ['an ID token', await staff({ token_use: 'id' })],
      ['without its use', await staff({ token_use: undefined })],
      ['without a subject', await staff({ sub: undefined })],
      ['of an issuer there is not', await staff({ iss: 'https://evil.example' })],
      [
        'staff roles signed by the customers issuer',
        await cloud.oidc.issueToken({
          issuer: 'customers',
          username: 'x',
          groups: ['support'],
          overrides: { iss: staffIssuer, client_id: 'graphiql' },
        }),
      ],
      ['signed by the staff issuer in the name of the other', await staff({ iss: customerIssuer })],
      ['not signed', `${unsigned}.${body}.`],
      [
        'with another signature',
        `${head}.${body}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
      ],
      [
        'with other claims',
        `${head}.${Buffer.from(Buffer.from(body, 'base64url').toString().replace('support', 'billing')).toString('base64url')}.${signature}`,
      ],
      ['no token', 'hello'],
    ];
    for (const [what, token] of tokens) {
      const answer = await ask(token);
      expect([what, codesOf(answer)]).toEqual([what, ['UNAUTHENTICATED']]);
      expectNothing(answer);
      // Nor does it open what is open to everyone.
      const open = await cloud.ask('{ policyInForce { version } }', { token });
      expect([what, codesOf(open)]).toEqual([what, ['UNAUTHENTICATED']]);
    }
    expect(codesOf(await ask(undefined))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await ask(good))).toEqual([]);
  });

  test('P6.4: every query and mutation is closed to whoever its rule does not name', async () => {
    const { data } = await cloud.ask('{ accessMatrix { rules { coordinate audience } } }', {
      token: await cloud.staff('auditor'),
    });
    const rules = (data.accessMatrix.rules as { coordinate: string; audience: string[] }[]).filter(
      ({ coordinate }) => /^(Query|Mutation)\.\w+$/.test(coordinate),
    );
    expect(rules.length).toBeGreaterThan(18);
    const viewers: readonly [string, readonly string[], string | undefined][] = [
      ['a visitor', [], undefined],
      ['a customer', ['customer'], customer.token],
      ['a service', ['scope:changes:read'], await cloud.service('billing-service', ['changes:read'])],
      ...(await Promise.all(
        staffRoles.map(
          async (role): Promise<[string, string[], string]> => [role, [role], await cloud.employee(role)],
        ),
      )),
    ];
    for (const { coordinate, audience } of rules)
      for (const [who, held, token] of viewers) {
        if (audience.includes('everyone') || audience.some((one) => held.includes(one))) continue;
        const answer = await cloud.ask(smallest(coordinate), { ...(token ? { token } : {}) });
        const code = token ? 'FORBIDDEN' : 'UNAUTHENTICATED';
        expect([coordinate, who, codesOf(answer)]).toEqual([coordinate, who, [code]]);
        expect(answer.data ?? null).toBeNull();
      }
  });

  test('P6.4: the schema itself is for staff, where it is deployed', async () => {
    const beside = await startBeside(cloud, { environment: { INTROSPECTION: 'staff' } });
    const asked = '{ __schema { types { name } } }';
    for (const token of [undefined, customer.token, await cloud.service('billing-service')]) {
      const answer = await beside.ask(asked, { token });
      expect(codesOf(answer)).toEqual([token ? 'FORBIDDEN' : 'UNAUTHENTICATED']);
      expect(answer.text).not.toContain('bankAccount');
    }
    expect(codesOf(await beside.ask(asked, { token: await cloud.staff('marketing') }))).toEqual([]);
    await beside.stop();
  });
});

/** The smallest valid operation that selects a root field. */
function smallest(coordinate: string): string {
  const known: Readonly<Record<string, string>> = {
    'Query.accessMatrix': '{ accessMatrix { __typename } }',
    'Query.auditTrail': '{ auditTrail(filter: { day: "2026-01-01" }) { __typename } }',
    'Query.auditVerification': '{ auditVerification { __typename } }',
    'Query.customer': `{ customer(id: "x") { __typename } }`,
    'Query.customerByReference': '{ customerByReference(system: "a", number: "b") { __typename } }',
    'Query.customers': '{ customers { __typename } }',
    'Query.findCustomer': '{ findCustomer(phone: "1") { __typename } }',
    'Query.me': '{ me { __typename } }',
    'Query.node': '{ node(id: "x") { __typename } }',
  };
  const query = known[coordinate];
  if (query) return query;
  const [, name = ''] = coordinate.split('.');
  if (!coordinate.startsWith('Mutation.')) throw new Error(`${coordinate} is new: say how it is asked for`);
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const input = JSON.stringify(inputs[type] ?? {})
    .replace(/"(\w+)":/g, '$1:')
    .replace(/"(ENUM:)(\w+)"/g, '$2');
  return `mutation { ${name}(input: ${input}) { __typename } }`;
}

const key = { idempotencyKey: 'some-key-1' };
const inputs: Readonly<Record<string, object>> = {
  LinkCustomerReferenceInput: { ...key, customerId: 'x', system: 'a', number: 'b' },
  ProvideIdentityDetailsInput: { ...key, expectedRevision: 0 },
  UpdateContactDetailsInput: { ...key, expectedRevision: 0 },
  UpdatePaymentDetailsInput: { ...key, expectedRevision: 0 },
  ResendVerificationInput: key,
  VerifyAuditInput: key,
  SetLanguageInput: { ...key, language: 'ENUM:vi' },
  RegisterCustomerInput: {
    ...key,
    kind: 'ENUM:INDIVIDUAL',
    name: 'x',
    email: 'x',
    language: 'ENUM:vi',
    notice: { version: 1, language: 'ENUM:vi', digest: 'x' },
    agreed: true,
    storage: true,
    consents: [],
  },
};

test('P6.4: who read what stands in the trail that the overseers read, and reading it does too', async () => {
  const reader = await cloud.employee('support');
  await readCustomer(
    cloud,
    reader,
    other.id,
    'name { value } email { masked }',
    reasons('support', 'SUP-99'),
  );
  const overseer = await cloud.employee('privacy_officer');
  const trail = await eventually(async () => {
    const { data } = await cloud.ask(
      'query ($id: ID!) { auditTrail(filter: { customerId: $id }, first: 50) { nodes { action outcome actor roles fields view purpose reference requestId } } }',
      { token: overseer, variables: { id: other.id } },
    );
    const rows = data.auditTrail.nodes as { actor: string; view: string }[];
    const own = rows.filter((row) => row.actor === `staff:${subjectOf(reader)}`);
    return own.length === 2 ? own : undefined;
  });
  const row = { action: 'READ', outcome: 'ALLOWED', roles: ['support'] };
  const reason = { purpose: 'SERVICE_SUPPORT', reference: 'SUP-99' };
  expect(trail).toContainEqual(
    expect.objectContaining({ ...row, ...reason, fields: ['name'], view: 'value' }),
  );
  expect(trail).toContainEqual(expect.objectContaining({ ...row, fields: ['email'], view: 'masked' }));
  expect((await trailOf(overseer)).map((one) => textOf(one, 'action'))).toContain('READ_AUDIT_TRAIL');
  expect(JSON.stringify(trail)).not.toContain(other.name);
});
