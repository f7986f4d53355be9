import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { follow, mailsSettled, verificationLink } from '../harness/mails.ts';
import { reasons } from '../harness/reading.ts';
import { givePayment, type Registered, randomPerson, registerCustomer } from '../harness/register.ts';
import { changes, scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
const customers: Registered[] = [];
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.staff('support');
  for (let n = 0; n < 23; n++) customers.push(await registerCustomer(cloud));
  await follow(await verificationLink(cloud, customers[4]?.email ?? ''));
});
afterAll(() => cloud.stop());

const list = async (args: string, token = support) =>
  cloud.ask(
    `{ customers${args} { edges { cursor node { id } } nodes { id } pageInfo { hasNextPage endCursor } } }`,
    { token },
  );
const idsOf = (answer: Awaited<ReturnType<typeof list>>) =>
  answer.data.customers.nodes.map(({ id }: { id: string }) => id);

describe('customers', () => {
  test.each([1, 4, 7, 50])('pages of %i hold everybody once, in one order', async (first) => {
    const all: string[] = [];
    let after = '';
    for (let pages = 0; pages < 30; pages++) {
      const answer = await list(`(first: ${first}${after})`);
      expect(codesOf(answer)).toEqual([]);
      const { edges, pageInfo } = answer.data.customers;
      expect(edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual(idsOf(answer));
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
      all.push(...idsOf(answer));
      if (!pageInfo.hasNextPage) break;
      expect(edges).toHaveLength(first);
      after = `, after: "${pageInfo.endCursor}"`;
    }
    expect([...all].sort()).toEqual(customers.map(({ id }) => id).sort());
    const again = await list('(first: 50)');
    expect(idsOf(again)).toEqual(all);
  });

  test('twenty unless told otherwise', async () => {
    const answer = await list('');
    expect(idsOf(answer)).toHaveLength(20);
    expect(answer.data.customers.pageInfo.hasNextPage).toBe(true);
  });

  test('a filter is closed: state, state of the address, month', async () => {
    const month = new Date().toISOString().slice(0, 7);
    const verified = await list('(filter: { addressState: VERIFIED })');
    expect(idsOf(verified)).toEqual([customers[4]?.id]);
    expect(
      idsOf(await list('(first: 50, filter: { addressState: UNVERIFIED, state: ACTIVE })')),
    ).toHaveLength(22);
    expect(idsOf(await list(`(first: 50, filter: { month: "2001-01" })`))).toEqual([]);
    const [one, two] = [await list(`(first: 10, filter: { month: "${month}" })`), await list('(first: 10)')];
    // At the turn of a month some may be of the one before.
    if (idsOf(one).length === 10) expect(idsOf(one)).toEqual(idsOf(two));
    expect(codesOf(await list('(filter: { name: "a" })'))).toHaveLength(1);
  });

  test.each([
    '(first: 51)',
    '(first: 0)',
    '(first: -1)',
    '(after: "nonsense")',
    '(after: "")',
    '(filter: { month: "2026-13" })',
    '(filter: { month: "2026" })',
  ])('refused: %s', async (args) => {
    const answer = await list(args);
    expect(codesOf(answer)).toEqual(['INVALID_FORMAT']);
    expect(answer.data ?? null).toBeNull();
  });

  test('a cursor opens no other list than its own', async () => {
    const { endCursor } = (await list('(first: 3)')).data.customers.pageInfo;
    const other = await list(`(first: 50, after: "${endCursor}", filter: { month: "2001-01" })`);
    expect(other.errors.length + (other.data?.customers?.nodes.length ?? 0)).toBe(other.errors.length);
    const forged = await list(`(first: 50, after: "${Buffer.from('CUSTOMERS#99').toString('base64url')}")`);
    expect(codesOf(forged)).toEqual(['INVALID_FORMAT']);
  });

  test('a warm page is masked in one go: each customer has one row of the trail', async () => {
    const token = await cloud.employee('support');
    const before = await scanTables(cloud);
    const answer = await cloud.ask(
      '{ customers(first: 23) { nodes { name { masked } email { masked } phone { masked } address { masked } } } }',
      { token },
    );
    expect(answer.data.customers.nodes).toHaveLength(23);
    const written = changes(before, await scanTables(cloud)).filter((change) => change.includes('audit'));
    expect(written.filter((change) => change === '+ audit READ')).toHaveLength(23);
  });
});

describe('one customer', () => {
  test('by id, by node, and null for what there is not', async () => {
    const [customer] = customers as [Registered];
    const query = (id: string) =>
      `{ customer(id: "${id}") { id kind state addressState language } node(id: "${id}") { id ... on Customer { kind } } }`;
    expect((await cloud.ask(query(customer.id), { token: support })).data).toEqual({
      customer: {
        id: customer.id,
        kind: 'INDIVIDUAL',
        state: 'ACTIVE',
        addressState: 'UNVERIFIED',
        language: 'vi',
      },
      node: { id: customer.id, kind: 'INDIVIDUAL' },
    });
    const other = Buffer.from(`Customer:${'0'.repeat(26)}`).toString('base64url');
    const wrongType = Buffer.from(`AuditVerification:${'0'.repeat(26)}`).toString('base64url');
    for (const id of [other, wrongType, 'nonsense', '', '💥', customer.id.slice(1), 'A'.repeat(300)])
      expect((await cloud.ask(query(id), { token: support })).data).toEqual({ customer: null, node: null });
  });

  test('what was not given is null, and is shown to nobody', async () => {
    const bare = await registerCustomer(cloud, randomPerson(), {
      phone: undefined,
      address: undefined,
      dateOfBirth: undefined,
      identityNumber: undefined,
    });
    customers.push(bare);
    const fields =
      'phone { value masked } address { value { line } masked } identityNumber { value } taxCode { masked }';
    const { data } = await cloud.ask(`{ customer(id: "${bare.id}") { ${fields} } }`, {
      token: await cloud.staff('privacy_officer'),
      headers: reasons('privacy_officer'),
    });
    expect(data.customer).toEqual({
      phone: { value: null, masked: null },
      address: { value: null, masked: null },
      identityNumber: { value: null },
      taxCode: { masked: null },
    });
  });

  test('masks show at most two characters, and nothing of the length', async () => {
    const [, customer] = customers as [Registered, Registered];
    await givePayment(cloud, customer);
    const { data } = await cloud.ask(
      `{ customer(id: "${customer.id}") { name { masked } email { masked } phone { masked } address { masked } dateOfBirth { masked } identityNumber { masked } taxCode { masked } bankAccount { masked } card { masked } billingAddress { masked } } }`,
      { token: await cloud.staff('privacy_officer') },
    );
    expect(data.customer).toEqual({
      name: { masked: 'N•••' },
      email: { masked: 'e•••@•••' },
      phone: { masked: `•••${customer.phone.slice(-2)}` },
      address: { masked: '•••, VN' },
      dateOfBirth: { masked: '••••-••-••' },
      identityNumber: { masked: `•••${customer.identityNumber.slice(-2)}` },
      taxCode: { masked: expect.stringMatching(/^•••\d\d$/) },
      bankAccount: { masked: expect.stringMatching(/^•••\d\d$/) },
      // Four digits are no secret of their own, but two of four would be half of them.
      card: { masked: '•••' },
      billingAddress: { masked: '•••, VN' },
    });
  });
});

describe('findCustomer', () => {
  const find = (args: string) => cloud.ask(`{ findCustomer${args} { id } }`, { token: support });

  test('by email or phone; offices share a number; nobody is an empty list', async () => {
    const [one, two] = [customers[2], customers[3]] as [Registered, Registered];
    expect((await find(`(email: "${one.email}")`)).data.findCustomer).toEqual([{ id: one.id }]);
    expect((await find(`(phone: "${one.phone}")`)).data.findCustomer).toEqual([{ id: one.id }]);
    const neighbour = await registerCustomer(cloud, { ...randomPerson(), phone: two.phone });
    customers.push(neighbour);
    const found = (await find(`(phone: "${two.phone}")`)).data.findCustomer as { id: string }[];
    expect(found.map(({ id }) => id).sort()).toEqual([two.id, neighbour.id].sort());
    expect((await find(`(email: "${canary()}@mail.example")`)).data.findCustomer).toEqual([]);
    expect((await find('(phone: "+84909999999")')).data.findCustomer.length).toBeLessThanOrEqual(1);
  });

  test.each([
    ['()', 'GRAPHQL'],
    ['', 'REQUIRED'],
    ['(email: "a@b.example", phone: "0901234567")', 'REQUIRED'],
    ['(email: null, phone: null)', 'REQUIRED'],
    ['(email: "not an address")', 'INVALID_FORMAT'],
    ['(phone: "12")', 'INVALID_FORMAT'],
    ['(email: "*")', 'INVALID_FORMAT'],
  ])('refused: %s', async (args, code) => {
    const answer = await find(args);
    expect(codesOf(answer)).toEqual([expect.stringContaining(code)]);
  });

  test('every lookup stands in the trail, found or not', async () => {
    const token = await cloud.employee('billing');
    const before = await scanTables(cloud);
    await cloud.ask(`{ findCustomer(email: "${canary()}@mail.example") { id } }`, { token });
    await cloud.ask(`{ findCustomer(email: "${customers[2]?.email}") { id } }`, { token });
    const rows = changes(before, await scanTables(cloud)).filter((change) => change.includes('audit'));
    expect(rows.filter((change) => change === '+ audit LOOKUP')).toHaveLength(2);
  });
});

describe("CloudFly's own customer numbers", () => {
  const link = (token: string, input: Record<string, unknown>) =>
    cloud.ask(
      'mutation ($input: LinkCustomerReferenceInput!) { linkCustomerReference(input: $input) { customer { id state addressState language } errors { code path } } }',
      { token, variables: { input: { idempotencyKey: canary('key-'), system: 'billing', ...input } } },
    );
  const byNumber = async (number: string, system = 'billing') =>
    (await cloud.ask(
      'query ($s: String!, $n: String!) { customerByReference(system: $s, number: $n) { id } }',
      {
        token: await cloud.service('provisioning-service'),
        variables: { s: system, n: number },
      },
    )) as Awaited<ReturnType<typeof link>>;

  test('a service links a number, finds the customer by it, and the customer sees it', async () => {
    const [customer] = customers as [Registered];
    const number = canary('KH-');
    const token = await cloud.service('billing-service');
    const input = { customerId: customer.id, number, idempotencyKey: canary('key-') };
    const linked = {
      customer: { id: customer.id, state: 'ACTIVE', addressState: 'UNVERIFIED', language: 'vi' },
      errors: [],
    };
    expect((await link(token, input)).data.linkCustomerReference).toEqual(linked);
    expect((await link(token, input)).data.linkCustomerReference).toEqual(linked);
    expect((await byNumber(number)).data.customerByReference).toEqual({ id: customer.id });
    expect((await byNumber(number, 'helpdesk')).data.customerByReference).toBeNull();
    expect((await byNumber(canary())).data.customerByReference).toBeNull();
    const { me } = (
      await cloud.ask('{ me { customerNumbers { system number } } }', { token: customer.token })
    ).data;
    expect(me.customerNumbers).toContainEqual({ system: 'billing', number });
  });

  test('one number belongs to one customer, whoever asks first', async () => {
    const [one, two] = customers as [Registered, Registered];
    const number = canary('KH-');
    const token = await cloud.service('billing-service');
    const answers = await Promise.all([
      link(token, { customerId: one.id, number }),
      link(token, { customerId: two.id, number }),
    ]);
    expect(answers.map(userErrors).sort()).toEqual([[], ['REFERENCE_TAKEN at input.number']]);
    const holder = (await byNumber(number)).data.customerByReference.id;
    expect(
      userErrors(await link(token, { customerId: holder === one.id ? two.id : one.id, number })),
    ).toEqual(['REFERENCE_TAKEN at input.number']);
    expect((await byNumber(number)).data.customerByReference.id).toBe(holder);
  });

  test('what is wrong with it is said, and writes nothing but the answer', async () => {
    await mailsSettled(cloud);
    const token = await cloud.service('billing-service');
    const nobody = Buffer.from(`Customer:${'0'.repeat(26)}`).toString('base64url');
    const customerId = customers[0]?.id;
    const before = await scanTables(cloud);
    expect(userErrors(await link(token, { customerId: nobody, number: 'KH-1' }))).toEqual([
      'NOT_FOUND at input.customerId',
    ]);
    expect(userErrors(await link(token, { customerId: 'x', number: 'KH-1' }))).toEqual([
      'NOT_FOUND at input.customerId',
    ]);
    expect(userErrors(await link(token, { customerId, number: 'KH 1', system: 'Billing' }))).toEqual([
      'INVALID_FORMAT at input.system',
      'INVALID_FORMAT at input.number',
    ]);
    expect(userErrors(await link(token, { customerId, number: '' }))).toEqual(['REQUIRED at input.number']);
    const reader = await cloud.service('billing-service', ['customers:read']);
    expect(codesOf(await link(reader, { customerId, number: 'KH-1' }))).toEqual(['FORBIDDEN']);
    expect(new Set(changes(before, await scanTables(cloud)))).toEqual(
      new Set(['+ audit OPERATION', '+ records IDEMPOTENCY']),
    );
  });

  test('a service learns no personal value', async () => {
    const token = await cloud.service('billing-service');
    const answer = await cloud.ask(
      '{ customerByReference(system: "billing", number: "1") { name { value } } }',
      { token },
    );
    expect(answer.errors).toHaveLength(1);
    expect(codesOf(await cloud.ask(`{ customer(id: "${customers[0]?.id}") { id } }`, { token }))).toEqual([
      'FORBIDDEN',
    ]);
  });
});
