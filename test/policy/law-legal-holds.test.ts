import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import { subjectOf } from '../harness/employees.ts';
import {
  askedErasure,
  clockOnce,
  erasedTo,
  erasureOf,
  granting,
  heldDue,
  liftLegalHold,
  placeLegalHold,
  setRow,
} from '../harness/erasures.ts';
import { searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { eventually, mailsSettled } from '../harness/mails.ts';
import { type Served, servedCustomer } from '../harness/notices.ts';
import { givePayment, localIdOf } from '../harness/register.ts';
import { ownRights } from '../harness/rights.ts';
import { type Item, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  officer = await cloud.employee('privacy_officer');
});
afterAll(() => cloud.stop());

const all = ['contact', 'identity', 'payment', 'content'];
const placed = async (customer: Served, classes = all, more: Readonly<Record<string, unknown>> = {}) => {
  const why = canary('why ');
  const answer = await placeLegalHold(cloud, officer, { customerId: customer.id, classes, why, ...more });
  expect(userErrors(answer)).toEqual([]);
  return { ...answer.data.placeLegalHold.legalHold, why, named: { customerId: customer.id } };
};
const lifted = ({ id, named }: Awaited<ReturnType<typeof placed>>) =>
  liftLegalHold(cloud, officer, { ...named, id });
const keysOf = async (customer: Served): Promise<Item | undefined> =>
  (await scanTables(cloud)).keys.find((item) => textOf(item, 'pk') === localIdOf(customer.id));
const classesOf = (keys: Item | undefined) =>
  Object.keys(keys ?? {})
    .flatMap((name) => /^cur_(.+)$/.exec(name)?.[1] ?? [])
    .sort();
/** Ids of the erasures of a customer, asked for by the customer, and found in the list of all, page by page. */
async function erasuresOf({ id }: Served) {
  const ask = async (query: string, variables: object) =>
    (await cloud.ask(query, { token: officer, variables: { ...variables } })).data;
  const query = 'query E($id: ID!) { erasuresOfCustomer(customerId: $id) { id } }';
  const { erasuresOfCustomer: own } = await ask(query, { id });
  const list =
    'query L($after: String) { erasures(first: 1, after: $after) { nodes { id customerId } pageInfo { hasNextPage endCursor } } }';
  const listed: string[] = [];
  let after: string | undefined;
  for (;;) {
    const { nodes, pageInfo } = (await ask(list, { after })).erasures;
    for (const node of nodes) if (node.customerId === id) listed.push(node.id);
    if (!pageInfo.hasNextPage || !pageInfo.endCursor)
      return { own: own.map((one: { id: string }) => one.id), listed };
    after = pageInfo.endCursor;
  }
}
const whyOf = async ({ id }: Served) => {
  const query = 'query H($id: ID!) { customer(id: $id) { legalHolds { why } } }';
  const headers = { 'x-processing-purpose': 'LEGAL_DUTY', 'x-reference': 'SUP-4711' };
  const answer = await cloud.ask(query, { token: officer, variables: { id }, headers });
  expect(codesOf(answer)).toEqual([]);
  return answer.data.customer.legalHolds;
};
/** Whatever is left of it goes with the clock, once nothing keeps it. */
const goneWhole = (customer: Served) =>
  eventually(async () => ((await keysOf(customer)) === undefined ? true : undefined));

test('L91 14: placed by the privacy officer alone, with its reason sealed and its act in the audit trail', async () => {
  const customer = await servedCustomer(cloud);
  const hold = await placed(customer, ['contact', 'payment'], { until: inDays(30) });
  expect(hold).toMatchObject({ classes: ['contact', 'payment'], isActive: true, liftedAt: null });
  const right = await askedErasure(cloud, customer);
  const [{ reference }] = await ownRights(cloud, customer.token);
  const query = 'query H($id: ID!) { customer(id: $id) { legalHolds { id placedBy until isActive why } } }';
  const variables = { id: customer.id };
  expect(codesOf(await cloud.ask(query, { token: officer, variables }))).toEqual(['PURPOSE_REQUIRED']);
  const headers = { 'x-processing-purpose': 'RIGHTS_REQUEST', 'x-reference': reference };
  const { data } = await cloud.ask(query, { token: officer, variables, headers });
  expect(data.customer.legalHolds).toEqual([
    {
      ...{ id: hold.id, placedBy: subjectOf(officer), until: hold.until, isActive: true, why: hold.why },
    },
  ]);
  for (const role of ['support', 'billing', 'legal', 'marketing', 'auditor', 'operator']) {
    const token = await cloud.employee(role);
    const refused = await placeLegalHold(cloud, token, {
      customerId: customer.id,
      classes: ['contact'],
      why: 'x',
    });
    expect(codesOf(refused)).toEqual(['FORBIDDEN']);
    expect(codesOf(await liftLegalHold(cloud, token, { customerId: customer.id, id: hold.id }))).toEqual([
      'FORBIDDEN',
    ]);
    expect(codesOf(await cloud.ask(query, { token, variables, headers }))).toEqual(['FORBIDDEN']);
  }
  const own = '{ me { name } }';
  expect((await cloud.ask(own, { token: customer.token })).data.me.name).toBe(customer.name);
  // Nothing of it is in a row, a log or the trail but codes and ids.
  const { records, audit } = await scanTables(cloud);
  const rows = records.filter(
    (item) => textOf(item, 'kind') === 'LEGAL_HOLD' && textOf(item, 'id') === hold.id,
  );
  const said = rows.flatMap((row) => Object.values(row).flatMap(({ S }) => S ?? []));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.sealedWhy?.B).toBeInstanceOf(Uint8Array);
  expect(said.filter((one) => !/^[\w:.#|-]+$/.test(one))).toEqual([]);
  expect(
    audit
      .filter((row) => textOf(row, 'reference') === hold.id)
      .map((row) => [textOf(row, 'action'), textOf(row, 'actor'), row.fields?.L?.map(({ S }) => S)]),
  ).toEqual([['PLACE_LEGAL_HOLD', `staff:${subjectOf(officer)}`, ['contact', 'payment']]]);
  expect(userErrors(await lifted(hold))).toEqual([]);
  expect(userErrors(await lifted(hold))).toEqual(['WRONG_STATE at input.id']);
  expect(userErrors(await granting(cloud, officer, customer, right))).toEqual([]);
  await erasedTo(cloud, officer, customer.id);
  await mailsSettled(cloud);
  const own2 = secretsOf(customer);
  const secrets = [{ ...own2, values: { ...own2.values, why: hold.why } }];
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
});

test('L91 14: what is asked wrongly is refused, and says where', async () => {
  const [customer, other] = await Promise.all([servedCustomer(cloud), servedCustomer(cloud)]);
  const good = { customerId: customer.id, classes: ['contact'], why: canary('w ') };
  const place = async (changes: object) =>
    userErrors(await placeLegalHold(cloud, officer, { ...good, ...changes }));
  expect(await place({ classes: [] })).toEqual(['REQUIRED at input.classes']);
  expect(await place({ why: ' ' })).toEqual(['REQUIRED at input.why']);
  expect(await place({ why: 'x'.repeat(4001) })).toEqual(['TOO_LONG at input.why']);
  expect(await place({ until: inDays(-1) })).toEqual(['IN_THE_PAST at input.until']);
  const nobody = Buffer.from('Customer:01J00000000000000000000000').toString('base64url');
  expect(await place({ customerId: nobody })).toEqual(['NOT_FOUND at input.customerId']);
  const key = canary('key-');
  const twice = [
    await placeLegalHold(cloud, officer, good, key),
    await placeLegalHold(cloud, officer, good, key),
  ];
  expect(twice[1]?.data).toEqual(twice[0]?.data);
  const { id } = twice[0]?.data.placeLegalHold.legalHold ?? {};
  expect(userErrors(await liftLegalHold(cloud, officer, { customerId: other.id, id }))).toEqual([
    'NOT_FOUND at input.id',
  ]);
});

test('L91 14, D356 5(4): everything held, nothing is granted; when it is lifted, it can be', async () => {
  const customer = await servedCustomer(cloud);
  const hold = await placed(customer);
  const right = await askedErasure(cloud, customer);
  const refused = await granting(cloud, officer, customer, right);
  expect(userErrors(refused).map((one) => one.split(' ')[0])).toEqual(['ON_LEGAL_HOLD']);
  expect((await cloud.ask('{ me { name } }', { token: customer.token })).data.me.name).toBe(customer.name);
  expect((await ownRights(cloud, customer.token))[0]).toMatchObject({ id: right, state: 'ASKED' });
  expect(userErrors(await lifted(hold))).toEqual([]);
  expect(userErrors(await granting(cloud, officer, customer, right))).toEqual([]);
  await erasedTo(cloud, officer, customer.id);
  expect(await keysOf(customer)).toBeUndefined();
});

test.each(['lifted', 'over'] as const)(
  'L91 14, P1.4: what is held of an erasure waits, and goes by itself when the hold is %s; the rest is gone at once',
  async (how) => {
    const customer = await servedCustomer(cloud);
    await givePayment(cloud, customer);
    const hold = await placed(customer, ['payment'], how === 'over' ? { until: inDays(2) } : {});
    const right = await askedErasure(cloud, customer);
    expect(userErrors(await granting(cloud, officer, customer, right))).toEqual([]);
    const first = await erasedTo(cloud, officer, customer.id);
    expect(first).toMatchObject({ classes: ['contact', 'identity', 'content'], held: ['payment'] });
    expect(classesOf(await keysOf(customer))).toEqual(['payment']);
    // Why it is kept can be read for as long as it is.
    expect(await whyOf(customer)).toEqual([{ why: hold.why }]);
    // The clock looks, and it stays; nobody signs in, and nothing else of it is found.
    await heldDue(cloud, customer.id, first.id);
    await clockOnce(cloud);
    expect(classesOf(await keysOf(customer))).toEqual(['payment']);
    expect((await cloud.ask('{ me { name } }', { token: customer.token })).data?.me ?? null).toBeNull();
    await mailsSettled(cloud);
    if (how === 'lifted') expect(userErrors(await lifted(hold))).toEqual([]);
    else {
      const row = { pk: `CUS#${localIdOf(customer.id)}`, sk: `LEGAL_HOLD#${hold.id}` };
      await setRow(cloud, row, { until: '2026-01-05T03:00:00.000Z' });
      await heldDue(cloud, customer.id, first.id);
    }
    await clockOnce(cloud);
    await goneWhole(customer);
    const second = await eventually(async () => {
      const found = await erasureOf(cloud, officer, customer.id);
      return found.id !== first.id && found.step === 'DONE' ? found : undefined;
    });
    expect(second).toMatchObject({ cause: right, classes: ['payment'], held: [] });
    expect(await erasuresOf(customer)).toEqual({ own: [second.id, first.id], listed: [second.id, first.id] });
    const { records } = await scanTables(cloud);
    const left = records.filter((item) => textOf(item, 'pk') === `CUS#${localIdOf(customer.id)}`);
    expect(left.map((item) => textOf(item, 'kind'))).not.toContain('CUSTOMER');
    expect(left.flatMap((item) => Object.values(item).filter(({ B }) => B))).toEqual([]);
    const state = left.find((item) => textOf(item, 'id') === right)?.state?.S;
    expect(state).toBe('DONE');
    expect(await searchForLeaks(cloud, { secrets: [secretsOf(customer)] })).toEqual([]);
  },
);

test('L91 14: one placed and an erasure granted at once: what was first holds, and nothing in between', async () => {
  for (let round = 0; round < 3; round++) {
    const customer = await servedCustomer(cloud);
    const right = await askedErasure(cloud, customer);
    const input = { customerId: customer.id, classes: all, why: canary('why ') };
    const [hold, grant] = await Promise.all([
      placeLegalHold(cloud, officer, input),
      granting(cloud, officer, customer, right),
    ]);
    const codes = [hold, grant].map((answer) =>
      userErrors(answer)
        .map((one) => one.split(' ')[0])
        .join(),
    );
    expect([
      ['', 'ON_LEGAL_HOLD'],
      ['ERASURE_UNDER_WAY', ''],
      ['NOT_FOUND', ''],
    ]).toContainEqual(codes);
    if (codes[0] === '') expect(classesOf(await keysOf(customer))).toContain('contact');
    else await goneWhole(customer);
  }
});
