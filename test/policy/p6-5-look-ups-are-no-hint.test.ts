import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import * as d from '../harness/disclosures.ts';
import { readCustomer } from '../harness/reading.ts';
import * as r from '../harness/recipients.ts';
import { registerCustomer } from '../harness/register.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud?.stop());

test('P6.5: neither looking up whom an order names nor reading for it tells the customer of an order that is withheld', async () => {
  const legal = await r.legalTeam(cloud);
  const officer = await cloud.employee('privacy_officer');
  const authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  const customer = await registerCustomer(cloud);
  const own = async () => {
    const query = '{ me { accessLog(first: 50) { nodes { kind role fields } } } }';
    return (await cloud.ask(query, { token: customer.token })).data.me.accessLog.nodes;
  };
  const find = async (token: string) => {
    const variables = { email: customer.email };
    const query = 'query F($email: EmailAddress!) { findCustomer(email: $email) { id } }';
    expect((await cloud.ask(query, { token, variables })).data.findCustomer).toHaveLength(1);
  };
  await find(legal.one);
  expect(await own()).toEqual([]);
  const order = d.orderInput({ withheldUntil: r.inDays(30) });
  const input = d.disclosureInput(authority.id, [customer.id], { order });
  const { id } = r.done<d.Shown>(await d.openDisclosure(cloud, legal.one, input));
  const headers = { 'x-processing-purpose': 'LEGAL_DUTY', 'x-reference': id };
  const read = await readCustomer(cloud, officer, customer.id, 'name { value }', headers);
  expect(read.data.customer.name.value).toBe(customer.name);
  await find(officer);
  await d.sealedDisclosure(cloud, legal, input);
  expect(await own()).toEqual([]);

  await find(await cloud.employee('support'));
  expect(await own()).toEqual([{ kind: 'FOUND', role: 'support', fields: ['email'] }]);
  const seen = await cloud.ask(
    'query L($id: ID!) { customer(id: $id) { accessLog(first: 50) { nodes { kind role } } } }',
    { token: officer, variables: { id: customer.id } },
  );
  const roles = seen.data.customer.accessLog.nodes.map(
    (one: { kind: string; role: string }) => `${one.kind} ${one.role}`,
  );
  expect(roles).toEqual(
    expect.arrayContaining(['FOUND legal', 'FOUND privacy_officer', 'READ privacy_officer']),
  );
}, 60_000);
