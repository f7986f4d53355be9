import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Readable, readableCustomers, trailOf } from '../harness/employees.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let readable: Readable;
beforeAll(async () => {
  cloud = await startTestCloud();
  readable = await readableCustomers(cloud);
});
afterAll(() => cloud.stop());

const budgets = { CLEAR_READS_PER_HOUR: '4', MASKED_READS_PER_HOUR: '12' };

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
    const answer = await readCustomer(
      cloud,
      token,
      readable.customer.id,
      `${name} email { masked }`,
      headers,
    );
    expect(codesOf(answer)).toEqual([code]);
    readable.expectNothing(answer);
    const rows = await trailOf(cloud, token);
    expect(rows.map((row) => [textOf(row, 'outcome'), textOf(row, 'code')])).toEqual([['REFUSED', code]]);
  });
});

test('P6.4: one customer at a time, however the query is dressed', async () => {
  const token = await cloud.employee('support');
  const [a, b] = [readable.customer.id, readable.other.id];
  const tricks = [
    `{ a: customer(id: "${a}") { name { value } } b: customer(id: "${b}") { name { value } } }`,
    `{ customer(id: "${a}") { name { value } } node(id: "${b}") { ... on Customer { name { value } } } }`,
    `query ($yes: Boolean = true, $no: Boolean = false) { a: customer(id: "${a}") @include(if: $yes) { name { value } } b: customer(id: "${b}") @skip(if: $no) { name { value } } }`,
    `{ ...Two } fragment Two on Query { a: customer(id: "${a}") { ...N } b: customer(id: "${b}") { ...N } } fragment N on Customer { n: name { v: value } }`,
    `{ ... on Query { ... { a: customer(id: "${a}") { name { value } } } } ... { b: node(id: "${b}") { ... on Node { ... on Customer { name { value } } } } } }`,
    `{ findCustomer(email: "${readable.customer.email}") { name { value } } }`,
    `{ customers(first: 1) { nodes { name { value } } } }`,
    `{ customers(first: 1) { edges { node { ...N } } } } fragment N on Customer { name { value } }`,
    `{ c: customer(id: "${a}") { name { value } } customers { nodes { id name { alias: value } } } }`,
  ];
  for (const query of tricks) {
    const answer = await cloud.ask(query, { token, headers: reasons('support') });
    expect([query, codesOf(answer)]).toEqual([query, ['ONE_CUSTOMER_AT_A_TIME']]);
    readable.expectNothing(answer);
  }
  const rows = await trailOf(cloud, token);
  expect(rows.filter((row) => textOf(row, 'outcome') === 'ALLOWED')).toEqual([]);
  expect(rows).toHaveLength(tricks.length);
});

test('P6.4: an operation is judged as written, not as it would run', async () => {
  const token = await cloud.employee('support');
  const about = `customer(id: "${readable.customer.id}")`;
  const tricks = [
    `{ ${about} { name { masked } taxCode @skip(if: true) { masked } } }`,
    `query ($no: Boolean = false) { ${about} { name { masked } taxCode @include(if: $no) { masked } } }`,
    `{ ${about} { name: taxCode { masked } } }`,
    `{ ${about} { ...F } } fragment F on Customer { name { masked } identityNumber { value } }`,
    `{ node(id: "${readable.customer.id}") { id ... on Customer { taxCode { masked } } } }`,
    `{ nobody: customer(id: "none") { taxCode { masked } } }`,
    `{ ${about} { name { masked } } accessMatrix { classes { role } } }`,
    `{ ${about} { name { masked } } me { name } }`,
  ];
  for (const query of tricks) {
    const answer = await cloud.ask(query, { token, headers: reasons('support') });
    expect([query, codesOf(answer)]).toEqual([query, ['FORBIDDEN']]);
    readable.expectNothing(answer);
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
    ['mails', Number(budgets.MASKED_READS_PER_HOUR), 'mails { nodes { purpose state } }'],
    ['services', Number(budgets.MASKED_READS_PER_HOUR), 'services { product }'],
  ])('P6.4: %s: spent, then refused and recorded, for this employee alone', async (_, limit, field) => {
    const token = await cloud.employee('support');
    const read = (by: string) => readCustomer(beside, by, readable.customer.id, field, reasons('support'));
    let allowed = 0;
    let answer = await read(token);
    for (; codesOf(answer).length === 0 && allowed <= 2 * limit; answer = await read(token)) allowed++;
    expect(codesOf(answer)).toEqual(['READ_BUDGET_SPENT']);
    expect(answer.errors[0]?.extensions.retryAfter).toBeGreaterThan(0);
    readable.expectNothing(answer);
    expect(allowed).toBeGreaterThanOrEqual(limit);
    expect(allowed).toBeLessThanOrEqual(2 * limit);
    const rows = await trailOf(cloud, token);
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
