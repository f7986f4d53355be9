import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ErasingWorld, type Full, startErasingCloud } from '../domain/erasure/erasing-world.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, type TestCloud } from '../harness/cloud.ts';
import * as d from '../harness/disclosures.ts';
import { askedErasure, erasureOf, granting, placeLegalHold } from '../harness/erasures.ts';
import { eventually, mailsSettled } from '../harness/mails.ts';
import { openJwe } from '../harness/open-jwe.ts';
import * as r from '../harness/recipients.ts';

let cloud: TestCloud;
let world: ErasingWorld;
let officer: string;
let legal: r.Legal;
let authority: r.KnownRecipient;
let byPassphrase: r.KnownRecipient;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startErasingCloud();
  world = new ErasingWorld(cloud);
  officer = await cloud.employee('privacy_officer');
  legal = await r.legalTeam(cloud);
  authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  byPassphrase = await r.verifiedRecipient(cloud, legal, {
    kind: 'AUTHORITY',
    delivery: 'PASSPHRASE',
    key: undefined,
  });
});
afterAll(async () => {
  world?.stop();
  vi.unstubAllEnvs();
  await cloud?.stop();
});

const given = (id: string) =>
  eventually(async () =>
    (await d.resultsOf(cloud, legal.one, id)).some(({ result }: { result: string }) => result === 'GIVEN')
      ? true
      : undefined,
  );
const codes = (answer: Parameters<typeof userErrors>[0]) =>
  userErrors(answer).map((one) => one.split(' ')[0]);
const erased = async (customer: Full) => {
  await mailsSettled(cloud);
  const { id } = await erasureOf(cloud, officer, customer.id);
  await world.run(id);
  expect(await erasureOf(cloud, officer, customer.id)).toMatchObject({ id, step: 'DONE' });
};

test('L91 14, P6.5: a package that has left once is destroyed by an erasure: no new link to it, by whoever has the passphrase', async () => {
  const [customer, other] = [await world.fullCustomer(), await world.fullCustomer()];
  const input = d.disclosureInput(byPassphrase.id, [customer.id, other.id]);
  const { id } = await d.sealedDisclosure(cloud, legal, input);
  const { passphrase } = r.done<{ passphrase: string }>(await d.readPassphrase(cloud, legal.other, { id }));
  const link = await d.linkTo(cloud, legal.one, id);
  const { text } = await d.collect(link, passphrase);
  expect(openJwe(text, passphrase).toString()).toContain(customer.name);
  await given(id);
  await world.granted(officer, customer);
  await erased(customer);
  expect(await d.readDisclosure(cloud, legal.one, id)).toMatchObject({
    state: 'REVOKED',
    cause: 'ERASURE_UNDER_WAY',
    handedOutAt: expect.any(String),
  });
  expect(codes(await d.issueCollectionLink(cloud, legal.one, { id }))).toEqual(['WRONG_STATE']);
  expect((await d.openPage(link)).challenge).toBeUndefined();
  await eventually(async () => ((await d.packagesOf(cloud, id)).length === 0 ? true : undefined));
  // It has left, and counts as given: of everybody in it.
  const results = await d.resultsOf(cloud, legal.one, id);
  expect(results.map(({ result }: { result: string }) => result)).toEqual(['GIVEN', 'GIVEN']);
});

test('L91 14, P6.5: what holds nothing of the classes that go can still be fetched', async () => {
  const customer = await world.fullCustomer();
  const classes = ['contact'];
  r.done(await placeLegalHold(cloud, officer, { customerId: customer.id, classes, why: canary('why ') }));
  const { id } = await d.sealedDisclosure(cloud, legal, d.disclosureInput(authority.id, [customer.id]));
  await d.collect(await d.linkTo(cloud, legal.one, id), authority.privateKey);
  await given(id);
  await world.granted(officer, customer);
  await erased(customer);
  const { text } = await d.collect(await d.linkTo(cloud, legal.one, id), authority.privateKey);
  expect(openJwe(text, authority.privateKey).toString()).toContain(customer.name);
});

test('L91 14, P6.5: what a legal hold keeps for an authority is given to it, and nothing else', async () => {
  const customer = await world.fullCustomer();
  const classes = ['contact'];
  r.done(await placeLegalHold(cloud, officer, { customerId: customer.id, classes, why: canary('why ') }));
  await world.granted(officer, customer);
  await erased(customer);
  const input = d.disclosureInput(authority.id, [customer.id], { fields: ['NAME', 'PHONE', 'ADDRESS'] });
  const { id } = await d.sealedDisclosure(cloud, legal, input);
  expect(await d.resultsOf(cloud, legal.one, id)).toMatchObject([
    { customerId: customer.id, fields: ['NAME', 'PHONE'] },
  ]);
  const { text } = await d.collect(await d.linkTo(cloud, legal.one, id), authority.privateKey);
  const [inside] = JSON.parse(openJwe(text, authority.privateKey).toString()).customers;
  expect(inside.values).toEqual({ name: customer.name, phone: customer.phone });
});

test('P6.5: of a customer who is being erased the answer says so, in a row', async () => {
  const customer = await world.fullCustomer();
  await world.granted(officer, customer);
  const { id } = await d.sealedDisclosure(cloud, legal, d.disclosureInput(authority.id, [customer.id]));
  expect(await d.resultsOf(cloud, legal.one, id)).toMatchObject([
    { customerId: customer.id, result: 'NOT_GIVEN', cause: 'ERASURE_UNDER_WAY' },
  ]);
});

test('L91 14, P6.5: from its verification on an order keeps the customers it names; its refusal lets them go', async () => {
  const customer = await world.fullCustomer();
  const right = await askedErasure(cloud, customer);
  const order = r.done<d.Shown>(
    await d.openDisclosure(cloud, legal.one, d.disclosureInput(authority.id, [customer.id])),
  );
  const documentDigest = order.document?.digest;
  r.done(await d.verifyDisclosure(cloud, legal.one, { id: order.id, documentDigest, channel: 'POST' }));
  expect(codes(await granting(cloud, officer, customer, right))).toEqual(['ON_LEGAL_HOLD']);
  // Who decides and who works on orders see by what; nobody else does.
  const heldBy = (token: string, whose: Full) =>
    cloud.ask('query H($id: ID!) { customer(id: $id) { heldByOrders { id state } } }', {
      token,
      variables: { id: whose.id },
    });
  for (const token of [officer, legal.one])
    expect((await heldBy(token, customer)).data.customer.heldByOrders).toEqual([
      { id: order.id, state: 'VERIFIED' },
    ]);
  for (const role of ['support', 'auditor'])
    expect(codesOf(await heldBy(await cloud.employee(role), customer))).toEqual(['FORBIDDEN']);
  expect(codesOf(await heldBy(customer.token, customer))).toEqual(['FORBIDDEN']);
  // Nothing of it is shown to the customer.
  const { data } = await cloud.ask('{ me { disclosures { nodes { id } } } }', { token: customer.token });
  expect(data.me.disclosures.nodes).toEqual([]);
  r.done(await d.rejectDisclosure(cloud, legal.other, { id: order.id, reason: canary('no ') }));
  expect((await heldBy(officer, customer)).data.customer.heldByOrders).toEqual([]);
  expect(codes(await granting(cloud, officer, customer, right))).toEqual([]);
  await erased(customer);
});

/** Grants an erasure, and holds its commit back until something else was done. @returns the codes of its refusal */
async function grantedAround(beside: Beside, customer: Full, act: () => Promise<unknown>) {
  const right = await askedErasure(cloud, customer);
  await mailsSettled(cloud);
  const atCommit = Promise.withResolvers<void>();
  const acted = Promise.withResolvers<void>();
  beside.dynamo.setFault(async ({ operation, body }) => {
    if (!/TransactWrite/.test(operation) || !body.includes('BEGIN_ERASURE')) return undefined;
    atCommit.resolve();
    await acted.promise;
    return undefined;
  });
  const answer = granting(beside, officer, customer, right);
  await Promise.race([atCommit.promise, answer]);
  await act();
  acted.resolve();
  return codes(await answer);
}

test.each(['verified', 'sealed'])(
  'L91 14, P6.5: an erasure that is granted while an order is being %s comes after it',
  async (how) => {
    const customer = await world.fullCustomer();
    const beside = await startBeside(cloud, { functions: ['api'] });
    try {
      const input = d.disclosureInput(authority.id, [customer.id]);
      const refused = await grantedAround(beside, customer, async () => {
        if (how === 'sealed') return d.sealedDisclosure(cloud, legal, input);
        const { id, document } = r.done<d.Shown>(await d.openDisclosure(cloud, legal.one, input));
        const seen = { id, documentDigest: document?.digest, channel: 'POST' };
        return r.done(await d.verifyDisclosure(cloud, legal.one, seen));
      });
      expect(refused).toEqual(['ON_LEGAL_HOLD']);
      expect(await erasureOf(cloud, officer, customer.id)).toBeNull();
    } finally {
      await beside.stop();
    }
  },
);
