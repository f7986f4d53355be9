import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
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
  const order = d.orderInput({ withheldUntil: inDays(30) });
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

test('P6.4: what was read for an order that is then refused is told to the customer, without the order; for one that is withheld it is not', async () => {
  const legal = await r.legalTeam(cloud);
  const officer = await cloud.employee('privacy_officer');
  const authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  const reading = async (order: ReturnType<typeof d.orderInput>) => {
    const customer = await registerCustomer(cloud);
    const input = d.disclosureInput(authority.id, [customer.id], { order });
    const { id } = r.done<d.Shown>(await d.openDisclosure(cloud, legal.one, input));
    const headers = { 'x-processing-purpose': 'LEGAL_DUTY', 'x-reference': id };
    const read = await readCustomer(cloud, officer, customer.id, 'name { value }', headers);
    expect(read.data.customer.name.value).toBe(customer.name);
    return { id, token: customer.token };
  };
  const seen = async (token: string) => {
    const query =
      '{ me { accessLog(first: 50) { nodes { kind role fields purpose reference disclosure { id } } } } }';
    return (await cloud.ask(query, { token })).data.me.accessLog.nodes;
  };
  const [open, withheld] = [
    await reading(d.orderInput()),
    await reading(d.orderInput({ withheldUntil: inDays(30) })),
  ];
  for (const { token } of [open, withheld]) expect(await seen(token)).toEqual([]);
  for (const { id } of [open, withheld])
    r.done(await d.rejectDisclosure(cloud, legal.other, { id, reason: 'No such office.' }));
  expect(await seen(open.token)).toEqual([
    {
      ...{ kind: 'READ', role: 'privacy_officer', fields: ['name'], purpose: 'LEGAL_DUTY' },
      ...{ reference: null, disclosure: null },
    },
  ]);
  expect(await seen(withheld.token)).toEqual([]);
}, 60_000);
