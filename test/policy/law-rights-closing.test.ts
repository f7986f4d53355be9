import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { correctCustomer } from '../harness/corrections.ts';
import { inDays } from '../harness/days.ts';
import { mailsSettled, waitForMails } from '../harness/mails.ts';
import { putServiceTerm, type Served, servedCustomer } from '../harness/notices.ts';
import { randomPerson } from '../harness/register.ts';
import { closeAccount, requestCopy, withdrawRight } from '../harness/rights.ts';
import { changes, scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
let checker: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
  checker = await cloud.service('provisioning-service', ['contact:check']);
});
afterAll(() => cloud.stop());

const may = async ({ id }: Served, purpose: string) => {
  const query =
    'query May($id: ID!, $purpose: MailPurpose!) { contactPermission(customerId: $id, purpose: $purpose, channel: EMAIL) { allowed reason rules } }';
  const { data } = await cloud.ask(query, { token: checker, variables: { id, purpose } });
  return data.contactPermission;
};
const stateOf = async ({ id }: Served) => {
  const query = 'query S($id: ID!) { customer(id: $id) { state } }';
  return (await cloud.ask(query, { token: support, variables: { id } })).data.customer.state;
};

test('P4.4, P7.3: the account is closed at once; with no service running, the association ends and marketing with it', async () => {
  const customer = await servedCustomer(cloud);
  expect((await may(customer, 'NEW_PRODUCTS')).allowed).toBe(true);
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const answer = await closeAccount(cloud, customer.token, { why: canary('why ') });
  expect(userErrors(answer)).toEqual([]);
  expect(answer.data.closeAccount.me.rightsRequests[0]).toMatchObject({
    right: 'CLOSE_ACCOUNT',
    state: 'DONE',
    article: 'D356 5(4)',
  });
  const changed = changes(before, await scanTables(cloud)).filter((one) => one.startsWith('~ records'));
  expect(changed).toEqual(['~ records CONTACT_STATE', '~ records CUSTOMER']);
  expect(await stateOf(customer)).toBe('CLOSED');
  for (const purpose of ['NEW_PRODUCTS', 'BILLING_NOTICE'])
    expect(await may(customer, purpose)).toMatchObject({ allowed: false, reason: 'ASSOCIATION_ENDED' });
  expect((await may(customer, 'REQUEST_ANSWER')).allowed).toBe(true);
  const mails = await waitForMails(cloud, customer.email, 2);
  expect(mails.filter(({ text }) => text.includes('REQ-'))).toHaveLength(1);
  // CloudFly corrects nothing any more; the customer still reads and asks.
  const values = { phone: randomPerson().phone };
  const input = { customerId: customer.id, reason: 'found it', values };
  const correction = await correctCustomer(cloud, support, input);
  expect(userErrors(correction)).toEqual(['ASSOCIATION_ENDED at input.customerId']);
  const { data } = await cloud.ask('{ me { name email { address } } }', { token: customer.token });
  expect(data.me).toEqual({ name: customer.name, email: { address: customer.email } });
  expect(userErrors(await requestCopy(cloud, customer.token))).toEqual([]);
  expect(userErrors(await closeAccount(cloud, customer.token))).toEqual(['WRONG_STATE at input']);
});

test('P4.4: while a service runs the customer stays associated', async () => {
  const customer = await servedCustomer(cloud);
  const term = { serviceRef: `${canary('s')}.example.vn`, product: 'vps-2', expiresAt: inDays(30) };
  expect(userErrors(await putServiceTerm(cloud, customer, term))).toEqual([]);
  expect(userErrors(await closeAccount(cloud, customer.token))).toEqual([]);
  expect(await stateOf(customer)).toBe('CLOSED');
  expect(await may(customer, 'SERVICE_EXTENSION')).toMatchObject({ allowed: true });
});

test('P4.4, P6.2: closed twice at once, and with the same key, it is closed once; nobody closes for another', async () => {
  const [customer, other] = await Promise.all([servedCustomer(cloud), servedCustomer(cloud)]);
  const idempotencyKey = canary('key-');
  const all = await Promise.all([
    closeAccount(cloud, customer.token, { idempotencyKey }),
    closeAccount(cloud, customer.token, { idempotencyKey }),
    closeAccount(cloud, customer.token),
  ]);
  const refused = all.flatMap(userErrors);
  expect(refused.filter((one) => one !== 'WRONG_STATE at input')).toEqual([]);
  expect([1, 2]).toContain(refused.length);
  const { data } = await cloud.ask('{ me { rightsRequests { id } } }', { token: customer.token });
  expect(data.me.rightsRequests).toHaveLength(1);
  const [{ id }] = data.me.rightsRequests;
  expect(userErrors(await withdrawRight(cloud, customer.token, { id }))).toEqual(['WRONG_STATE at input.id']);
  expect(await stateOf(other)).toBe('ACTIVE');
  expect(codesOf(await closeAccount(cloud, support))).toEqual(['FORBIDDEN']);
});
