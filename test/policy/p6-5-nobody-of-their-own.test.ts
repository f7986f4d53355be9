import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import * as d from '../harness/disclosures.ts';
import { registerVerified } from '../harness/mails.ts';
import * as r from '../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
let legal: r.Legal;
let authority: r.KnownRecipient;
let secret: r.KnownRecipient;
let stranger: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await r.legalTeam(cloud);
  authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  const byWord = { kind: 'AUTHORITY', delivery: 'PASSPHRASE', key: undefined };
  secret = await r.verifiedRecipient(cloud, legal, byWord);
  stranger = await registerCustomer(cloud);
});
afterAll(() => cloud?.stop());

const employed = (username: string, overrides: Readonly<Record<string, unknown>> = {}, role = 'legal') =>
  cloud.oidc.issueToken({ issuer: 'staff', username, groups: [role], overrides });
const opened = async (customerIds: readonly string[], to = authority) =>
  r.done<d.Shown>(await d.openDisclosure(cloud, legal.one, d.disclosureInput(to.id, customerIds)));
const verified = async (customerIds: readonly string[]) => {
  const { id, document } = await opened(customerIds);
  const verifying = { id, documentDigest: document?.digest, channel: 'CALL_BACK' };
  return r.done<d.Shown>(await d.verifyDisclosure(cloud, legal.one, verifying));
};

test('P6.5: whoever stands in a request does nothing about it', async () => {
  const named = await registerVerified(cloud);
  const self = await employed(named.email);
  const ids = [stranger.id, named.id];
  const inId = ['INVOLVED at input.id'];

  const asked = d.disclosureInput(authority.id, ids);
  expect(userErrors(await d.openDisclosure(cloud, self, asked))).toEqual(['INVOLVED at input.customerIds']);
  const own = r.done<d.Shown>(
    await d.openDisclosure(cloud, self, d.disclosureInput(authority.id, [stranger.id])),
  );
  const naming = { id: own.id, customerIds: [named.id] };
  expect(userErrors(await d.nameCustomers(cloud, self, naming))).toEqual(['INVOLVED at input.customerIds']);

  const first = await opened(ids);
  const verifying = { id: first.id, documentDigest: first.document?.digest, channel: 'CALL_BACK' };
  expect(userErrors(await d.verifyDisclosure(cloud, self, verifying))).toEqual(inId);
  const rejecting = { id: first.id, reason: 'I would rather not.' };
  expect(userErrors(await d.rejectDisclosure(cloud, self, rejecting))).toEqual(inId);
  r.done(await d.verifyDisclosure(cloud, legal.one, verifying));
  expect(userErrors(await d.approveDisclosure(cloud, self, { id: first.id }))).toEqual(inId);
  r.done(await d.approveDisclosure(cloud, legal.other, { id: first.id }));
  expect(userErrors(await d.revokeDisclosure(cloud, self, rejecting))).toEqual(inId);

  const { id } = await d.sealedDisclosure(cloud, legal, d.disclosureInput(secret.id, ids));
  expect(userErrors(await d.readPassphrase(cloud, self, { id }))).toEqual(inId);
  expect(userErrors(await d.issueCollectionLink(cloud, self, { id }))).toEqual(inId);
  const receipt = { id, digest: d.digestOf('any') };
  expect(userErrors(await d.recordReceipt(cloud, self, receipt))).toEqual(inId);
  expect((await d.readDisclosure(cloud, legal.one, id)).state).toBe('SEALED');
}, 120_000);

test('P6.5, P6.4: whoever stands in a withheld order learns nothing of it by the own office, as if there were none', async () => {
  const named = await registerVerified(cloud);
  const order = d.orderInput({ withheldUntil: inDays(30) });
  const asked = d.disclosureInput(authority.id, [stranger.id, named.id], { order });
  const { id } = await d.approvedDisclosure(cloud, legal, asked);
  const query = `query Read($id: ID!, $customer: ID!, $other: ID!) {
    disclosure(id: $id) { id instrument }
    disclosures(first: 50) { nodes { id } pageInfo { hasNextPage endCursor } }
    openDisclosures(first: 50) { nodes { id } pageInfo { hasNextPage endCursor } }
    customer(id: $customer) { heldByOrders { id } }
    other: customer(id: $other) { heldByOrders { id } }
  }`;
  const variables = { id, customer: named.id, other: stranger.id };
  const told = async (username: string, role = 'legal') => {
    const answer = await cloud.ask(query, { token: await employed(username, {}, role), variables });
    expect(codesOf(answer)).toEqual([]);
    return answer;
  };
  for (const role of ['legal', 'privacy_officer']) {
    const { data, text } = await told(named.email, role);
    expect(data).toMatchObject({ disclosure: null, customer: { heldByOrders: [] } });
    expect(text).not.toContain(id);
    const cursors = [data.disclosures, data.openDisclosures].map(({ pageInfo }) => pageInfo.endCursor ?? '');
    expect(cursors.map((one) => Buffer.from(one, 'base64url').toString()).join()).not.toContain(id);
  }
  const { data } = await told('somebody-else');
  expect(data.disclosure.instrument).toEqual(expect.any(String));
  expect([data.customer, data.other].map(({ heldByOrders }) => heldByOrders.at(-1))).toEqual([
    { id },
    { id },
  ]);
  const unvouched = await employed('nameless', { email: undefined, email_verified: undefined });
  const refused = await cloud.ask(query, { token: unvouched, variables });
  expect(new Set(codesOf(refused))).toEqual(new Set(['ADDRESS_NOT_VERIFIED']));
  expect(refused.text).not.toContain(id);
}, 120_000);

test('P6.4, P6.5: no officer reads the own trail, nor the own log as the office sees it', async () => {
  const named = await registerVerified(cloud);
  const rowsOfLooking = async () =>
    (await scanTables(cloud)).audit.filter(
      (row) => /^READ_A/.test(row.action?.S ?? '') && row.customerId?.S === localIdOf(named.id),
    ).length;
  const reading = [
    'query Trail($id: ID!) { auditTrail(filter: { customerId: $id }) { nodes { action } } }',
    'query Log($id: ID!) { customer(id: $id) { accessLog { nodes { kind } } } }',
  ];
  const ask = (token: string) =>
    Promise.all(reading.map((query) => cloud.ask(query, { token, variables: { id: named.id } })));
  const self = await ask(await employed(named.email, {}, 'privacy_officer'));
  expect(self.map(codesOf)).toEqual([['INVOLVED'], ['INVOLVED']]);
  expect(await rowsOfLooking()).toBe(0);
  const other = await ask(await cloud.employee('privacy_officer'));
  expect(other.map(codesOf)).toEqual([[], []]);
  expect(await rowsOfLooking()).toBe(2);
});

test('P6.5: an alias of the own address is the own address', async () => {
  const named = await registerVerified(cloud);
  const { id } = await verified([named.id]);
  const alias = await employed(named.email.replace('@', '+work@').toUpperCase());
  expect(userErrors(await d.approveDisclosure(cloud, alias, { id }))).toEqual(['INVOLVED at input.id']);
});

test('P6.5: who stands in a request by an address that is not confirmed stands in it', async () => {
  const named = await registerCustomer(cloud);
  const { id } = await verified([named.id]);
  const self = await employed(named.email);
  expect(userErrors(await d.approveDisclosure(cloud, self, { id }))).toEqual(['INVOLVED at input.id']);
});

test('P6.5: whose sign-in vouches for no address acts on none', async () => {
  const nobody = await employed('nameless', { email: undefined, email_verified: undefined });
  const unsure = await employed('unsure', { email_verified: false });
  const { id } = await verified([stranger.id]);
  for (const token of [nobody, unsure]) {
    expect(userErrors(await d.approveDisclosure(cloud, token, { id }))).toEqual([
      'ADDRESS_NOT_VERIFIED at input.id',
    ]);
    const asked = d.disclosureInput(authority.id, [stranger.id]);
    expect(userErrors(await d.openDisclosure(cloud, token, asked))).toEqual([
      'ADDRESS_NOT_VERIFIED at input.customerIds',
    ]);
  }
  r.done(await d.approveDisclosure(cloud, legal.other, { id }));
});
