import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import * as d from '../harness/disclosures.ts';
import { erasedTo, grantedErasure } from '../harness/erasures.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { eventually, mailsSettled, mailsTo, registerVerified } from '../harness/mails.ts';
import * as r from '../harness/recipients.ts';
import { givePayment, localIdOf, registerCustomer } from '../harness/register.ts';
import { overwrite, recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let legal: r.Legal;
let authority: r.KnownRecipient;
let processor: r.KnownRecipient;
let billing: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await r.legalTeam(cloud);
  authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  processor = await r.verifiedRecipient(cloud, legal);
  await r.activeCommitment(cloud, legal, processor.id);
  billing = await cloud.service('billing-service', ['payments:disclose']);
});
afterAll(() => cloud?.stop());

const phoneNumber = () => `09${String(Math.random()).slice(2, 10)}`;
const words = 'instrument urgencyClaimedBy package { digest manifest }';
const wordsOf = (token: string, id: string, asked = words) =>
  cloud.ask(`query ($id: ID!) { disclosure(id: $id) { ${asked} } }`, { token, variables: { id } });

test('P6.3: whatever name an order or a claim of urgency carries is kept sealed; whoever works on it and the recipient read it', async () => {
  const customer = await registerVerified(cloud);
  const [who, phone] = [`Tran Van ${canary('Q')}`, phoneNumber()];
  const instrument = `Ve ${who}, ${phone}`;
  const order = d.orderInput({ instrument });
  const input = d.disclosureInput(authority.id, [customer.id], {
    order,
    urgencyClaimedBy: `${who} ${phone}`,
  });
  const { id } = await d.sealedDisclosure(cloud, legal, input);
  const { data } = await wordsOf(legal.one, id);
  expect(data.disclosure).toMatchObject({ instrument, urgencyClaimedBy: `${who} ${phone}` });
  expect(d.saidBy(data.disclosure.package.manifest).basis).toMatchObject({ instrument });

  const link = await d.linkTo(cloud, legal.one, id);
  const got = await d.collect(link, authority.privateKey);
  await d.post(link, { receipt: d.receiptIn(got.text, authority.privateKey) });
  const notice = await eventually(async () =>
    (await mailsTo(cloud, customer.email)).find(({ text }) => text.includes(phone)),
  );
  expect(notice.text).toContain(authority.name);
  expect(notice.text.replace(/\s+/g, ' ')).toMatch(/giải quyết tranh chấp|a dispute/);
  expect((await wordsOf(legal.one, id)).data.disclosure.package.manifest).toBe(
    data.disclosure.package.manifest,
  );
  await mailsSettled(cloud);
  const inboxes = [customer.email];
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes, values: { who, phone } }] })).toEqual([]);
}, 60_000);

test('P6.4: what an order is called is content: an auditor sees that there is one, and not what it says', async () => {
  const customer = await registerCustomer(cloud);
  const input = d.disclosureInput(authority.id, [customer.id], { urgencyClaimedBy: 'PA05' });
  const { id } = await d.sealedDisclosure(cloud, legal, input);
  const auditor = await cloud.employee('auditor');
  for (const one of ['instrument', 'urgencyClaimedBy', 'package { manifest }'])
    expect(codesOf(await wordsOf(auditor, id, one))).toEqual(['FORBIDDEN']);
  expect((await wordsOf(auditor, id, 'basis package { digest }')).data.disclosure.basis).toBe('LEGAL_ORDER');
});

test('P6.3: P0.1: how a recipient is authenticated, and what a processor promises, may hold a name: both are kept sealed', async () => {
  const [who, phone] = [`Tran Van ${canary('Q')}`, phoneNumber()];
  const said = `${who}, ${phone}`;
  const made = await r.verifiedRecipient(cloud, legal, { authentication: said });
  await r.activeCommitment(cloud, legal, made.id, { duties: said });
  const query = (asked: string) => `query ($id: ID!) { recipient(id: $id) { ${asked} } }`;
  const ask = (token: string, asked: string) =>
    cloud.ask(query(asked), { token, variables: { id: made.id } });
  const asked = ['authentication', 'commitments { duties }'];
  expect((await ask(legal.one, asked.join(' '))).data.recipient).toEqual({
    authentication: said,
    commitments: [{ duties: said }],
  });
  const auditor = await cloud.employee('auditor');
  for (const one of asked) expect(codesOf(await ask(auditor, one))).toEqual(['FORBIDDEN']);
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { who, phone } }] })).toEqual([]);
  // The keys are the recipient's own: what lies at another opens nothing.
  const other = await r.verifiedRecipient(cloud, legal);
  const rows = await recordsOf(cloud, 'RECIPIENT');
  const [from, to] = [made.id, other.id].map((id) => rows.find((row) => textOf(row, 'id') === id));
  if (!from?.sealedAuthentication || !to) throw new Error('no such row');
  await overwrite(cloud, 'records', { ...to, sealedAuthentication: from.sealedAuthentication });
  const misled = await cloud.ask(query('authentication'), {
    token: legal.one,
    variables: { id: other.id },
  });
  expect(codesOf(misled)).toEqual(['INTERNAL_SERVER_ERROR']);
  // Nothing sealed, nothing said.
  const { sealedAuthentication: _, ...bare } = from;
  await overwrite(cloud, 'records', { ...bare, authentication: { S: 'as it was written before' } });
  expect((await ask(legal.one, 'id authentication')).data.recipient).toEqual({
    id: made.id,
    authentication: null,
  });
});

test('P6.6: the order that a payment is for is sealed under the customer, who reads it, and is forgotten with them', async () => {
  const officer = await cloud.employee('privacy_officer');
  const customer = await registerVerified(cloud);
  await givePayment(cloud, customer);
  const phone = phoneNumber();
  const orderReference = `HD-${phone}`;
  const given = r.paymentInput(customer.id, processor.id, { orderReference });
  const { id } = r.done<{ id: string }>(await r.discloseForPayment(cloud, billing, given));
  expect(await r.ownDisclosures(cloud, customer.token)).toMatchObject([
    { id, orderReference, result: 'GIVEN' },
  ]);
  const secrets = [{ inboxes: [customer.email], values: { phone } }];
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);

  await mailsSettled(cloud);
  await grantedErasure(cloud, officer, customer);
  await erasedTo(cloud, officer, customer.id);
  const rows = await recordsOf(cloud, 'CUSTOMER_DISCLOSURE');
  const kept = rows.find((row) => textOf(row, 'customerId') === localIdOf(customer.id));
  expect(kept).toMatchObject({ disclosureId: { S: id }, result: { S: 'GIVEN' } });
  expect(Object.keys(kept ?? {}).filter((name) => /order/i.test(name))).toEqual([]);
  expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
}, 60_000);
