import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ErasingWorld, type Full, startErasingCloud } from '../domain/erasure/erasing-world.ts';
import { userErrors } from '../harness/ask.ts';
import { approvedCampaign, campaignAtRest, mailsOf, must, stepCampaign } from '../harness/campaigns.ts';
import { canary, type TestCloud } from '../harness/cloud.ts';
import { requestCorrection } from '../harness/corrections.ts';
import { inDays } from '../harness/days.ts';
import {
  approvedDisclosure,
  collect,
  disclosureInput,
  inState,
  linkTo,
  packagesOf,
  readDisclosure,
  resultsOf,
  sealedDisclosure,
} from '../harness/disclosures.ts';
import { requestChange } from '../harness/email-changes.ts';
import { askedErasure, erasureOf, granting, placeLegalHold } from '../harness/erasures.ts';
import { heldByStaff } from '../harness/holds.ts';
import { type Secrets, searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { eventually, mailsSettled, mailsTo } from '../harness/mails.ts';
import { putServiceTerm } from '../harness/notices.ts';
import { openJwe } from '../harness/open-jwe.ts';
import { permit, permitted } from '../harness/permissions.ts';
import {
  activeCommitment,
  discloseForPayment,
  type KnownRecipient,
  type Legal,
  legalTeam,
  paymentInput,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { localIdOf, randomPerson, registerCustomer } from '../harness/register.ts';
import { requestCopy, restrictProcessing } from '../harness/rights.ts';
import { sendMail } from '../harness/send-mail.ts';
import { type Item, scanTables, textOf } from '../harness/tables.ts';
import { trailAbout } from '../harness/trail.ts';

let cloud: TestCloud;
let world: ErasingWorld;
let officer: string;
let support: string;
let legal: Legal;
let registrar: KnownRecipient;
let authority: KnownRecipient;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startErasingCloud();
  world = new ErasingWorld(cloud);
  officer = await cloud.employee('privacy_officer');
  support = await cloud.employee('support');
  legal = await legalTeam(cloud);
  registrar = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
  authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
});
afterAll(async () => {
  world.stop();
  vi.unstubAllEnvs();
  await cloud.stop();
});

const secretOf = (customer: Full, more: Readonly<Record<string, string>> = {}): Secrets => {
  const own = secretsOf(customer);
  return { ...own, values: { ...own.values, words: customer.words, ...more } };
};
const erased = async (customer: Full, erasureId: string) => {
  await world.run(erasureId);
  expect(await erasureOf(cloud, officer, customer.id)).toMatchObject({ id: erasureId, step: 'DONE' });
};
/** An erasure that was asked for and is decided by the test. */
const asked = (customer: Full): Promise<string> => askedErasure(cloud, customer);
const permittedBy = (customers: readonly Full[]) =>
  disclosureInput(
    registrar.id,
    customers.map(({ id }) => id),
    permitted,
  );

test('P1.4: everything that was under way ends with it: correction, change of address, hold with quarantined words, rights, terms, links', async () => {
  const customer = await world.fullCustomer();
  const id = localIdOf(customer.id);
  const [identityNumber, why, newAddress, quarantined] = [
    randomPerson().identityNumber,
    canary('why '),
    randomPerson().email,
    canary('quarantined '),
  ];
  const corrected = await requestCorrection(cloud, customer.token, { why, values: { identityNumber } });
  expect(userErrors(corrected)).toEqual([]);
  expect(userErrors(await requestChange(cloud, customer.token, newAddress))).toEqual([]);
  for (const act of [requestCopy, restrictProcessing])
    expect(userErrors(await act(cloud, customer.token, { why }))).toEqual([]);
  const right = await asked(customer);
  await heldByStaff(cloud, support, customer.id);
  await sendMail(cloud, { from: customer.email, text: quarantined });
  await mailsSettled(cloud);
  expect(userErrors(await granting(cloud, officer, customer, right))).toEqual([]);
  await mailsSettled(cloud);
  const { id: erasureId } = await erasureOf(cloud, officer, customer.id);
  // A mail that comes while it runs, and one that comes afterwards.
  await sendMail(cloud, { from: customer.email, text: quarantined });
  await erased(customer, erasureId);
  expect(await world.filesOf(id)).toEqual([]);
  const tables = await scanTables(cloud);
  // Wherever the id still stands, and why: `docs/erasure.md`.
  const about = (item: Item) => JSON.stringify(item).includes(id);
  const kinds = [...new Set(tables.records.filter(about).map((item) => textOf(item, 'kind')))].sort();
  expect(kinds.filter((kind) => !mayStay.includes(kind))).toEqual([]);
  expect(tables.keys.filter(about)).toEqual([]);
  // Nothing of it is due, and nobody is to do anything about it.
  const due = tables.records.filter((item) => about(item) && item.dueShard !== undefined);
  expect(due.map((item) => textOf(item, 'kind')).sort()).toEqual(['ERASURE', 'JOB']);
  for (const list of [
    'rightsRequests(first: 20) { nodes { customerId } }',
    'corrections(first: 20) { nodes { customerId } }',
  ]) {
    const answer = await cloud.ask(`{ ${list} }`, { token: officer });
    expect(answer.data, answer.text).not.toBeNull();
    expect(answer.text).not.toContain(customer.id);
  }
  const { data } = await cloud.ask('{ deadlines(first: 50) { nodes { kind customerId } } }', {
    token: officer,
  });
  const own = data.deadlines.nodes.filter((node: { customerId: string }) => node.customerId === customer.id);
  expect(own).toEqual([{ kind: 'ERASURE', customerId: customer.id }]);
  const secrets = [secretOf(customer, { identityNumber2: identityNumber, why, newAddress, quarantined })];
  const withNew = secrets.map((one) => ({ ...one, inboxes: [...one.inboxes, newAddress] }));
  expect(await searchForLeaks(cloud, { secrets: withNew })).toEqual([]);
  // Whoever writes from there now is somebody unknown.
  const later = canary('later ');
  await sendMail(cloud, { from: customer.email, text: later });
  const written = (await scanTables(cloud)).records.filter(
    (item) => textOf(item, 'kind') === 'REQUEST_ENTRY' && textOf(item, 'pk') === `CUS#${id}`,
  );
  expect(written).toEqual([]);
});

/** Kinds of rows that may name an erased customer's id, for the time that docs/erasure.md tells. */
const mayStay = [
  ...['CONSENT_FACT', 'NOTICE', 'PERMISSION', 'CUSTOMER_DISCLOSURE', 'RIGHTS_REQUEST', 'LEGAL_HOLD'],
  ...['ERASURE', 'LISTED', 'JOB', 'CHANGE', 'IDEMPOTENCY', 'COUNTER', 'DISCLOSURE', 'AFFECTED_SUBJECT'],
];

test('L91 14: while it runs nothing is held, given or begun any more', async () => {
  const customer = await world.fullCustomer();
  const processor = await verifiedRecipient(cloud, legal, { kind: 'PAYMENT_PROCESSOR' });
  await activeCommitment(cloud, legal, processor.id);
  const erasureId = await world.granted(officer, customer);
  const hold = { customerId: customer.id, classes: ['contact'], why: canary('why ') };
  expect(userErrors(await placeLegalHold(cloud, officer, hold))).toEqual([
    'ERASURE_UNDER_WAY at input.customerId',
  ]);
  const payment = await discloseForPayment(cloud, customer.billing, paymentInput(customer.id, processor.id));
  expect(userErrors(payment).map((one) => one.split(' ')[0])).toEqual(['ERASURE_UNDER_WAY']);
  await erased(customer, erasureId);
  expect(userErrors(await placeLegalHold(cloud, officer, hold))).toEqual(['NOT_FOUND at input.customerId']);
});

test('P2.4, P2.6: a campaign that runs meanwhile passes by', async () => {
  const [author, approver] = [await cloud.employee('marketing'), await cloud.employee('marketing')];
  const [customer, neighbour] = [await world.fullCustomer(), await world.fullCustomer()];
  const campaign = await approvedCampaign(cloud, [author, approver]);
  const erasureId = await world.granted(officer, customer);
  const before = (await mailsTo(cloud, customer.email)).length;
  await must(stepCampaign(cloud, 'start', author, campaign));
  await campaignAtRest(cloud, author, campaign);
  const mails = await mailsOf(cloud, campaign);
  const ofCustomer = mails.filter((mail) => textOf(mail, 'customerId') === localIdOf(customer.id));
  expect(ofCustomer.map((mail) => textOf(mail, 'state')).filter((state) => state !== 'SUPPRESSED')).toEqual(
    [],
  );
  expect(await mailsTo(cloud, customer.email)).toHaveLength(before);
  expect(mails.map((mail) => textOf(mail, 'customerId'))).toContain(localIdOf(neighbour.id));
  await erased(customer, erasureId);
  const left = (await mailsOf(cloud, campaign)).map((mail) => textOf(mail, 'customerId'));
  expect(left).not.toContain(localIdOf(customer.id));
  expect(await searchForLeaks(cloud, { secrets: [secretOf(customer)] })).toEqual([]);
});

test('P1.4, P1.6: a package that waits on permissions is destroyed whole, nothing of it can be collected; others ask anew', async () => {
  const [customer, other] = [await world.fullCustomer(), await world.fullCustomer()];
  for (const one of [customer, other]) await permit(cloud, one, registrar.id);
  const { id } = await sealedDisclosure(cloud, legal, permittedBy([customer, other]));
  const link = await linkTo(cloud, legal.one, id);
  const approved = await approvedDisclosure(cloud, legal, permittedBy([other]));
  await inState(cloud, legal.one, approved.id, 'SEALED');
  const erasureId = await world.granted(officer, customer);
  await erased(customer, erasureId);
  expect(await inState(cloud, legal.one, id, 'REVOKED')).toMatchObject({
    cause: 'ERASURE_UNDER_WAY',
    handedOutAt: null,
  });
  await eventually(async () => ((await packagesOf(cloud, id)).length === 0 ? true : undefined));
  expect((await collect(link, registrar.privateKey).catch(() => ({ status: 0 }))).status).not.toBe(200);
  await eventually(async () => {
    const results = await resultsOf(cloud, legal.one, id);
    return results.every(({ result }: { result: string }) => result === 'NOT_GIVEN') ? true : undefined;
  });
  // What holds nothing of the customer is as it was.
  expect(await readDisclosure(cloud, legal.one, approved.id)).toMatchObject({ state: 'SEALED' });
  const again = await sealedDisclosure(cloud, legal, permittedBy([other]));
  const { text } = await collect(await linkTo(cloud, legal.one, again.id), registrar.privateKey);
  expect(JSON.parse(openJwe(text, registrar.privateKey).toString()).customers).toHaveLength(1);
  expect(await searchForLeaks(cloud, { secrets: [secretOf(customer)] })).toEqual([]);
});

test('P6.5, L91 14: a sealed answer to a lawful order keeps the customer until it has left; then the erasure can be granted', async () => {
  const customer = await world.fullCustomer();
  const { id } = await sealedDisclosure(cloud, legal, disclosureInput(authority.id, [customer.id]));
  const right = await asked(customer);
  const refused = await granting(cloud, officer, customer, right);
  expect(userErrors(refused).map((one) => one.split(' ')[0])).toEqual(['ON_LEGAL_HOLD']);
  const { text } = await collect(await linkTo(cloud, legal.one, id), authority.privateKey);
  const given = JSON.parse(openJwe(text, authority.privateKey).toString());
  expect(given.customers[0].values.name).toBe(customer.name);
  await eventually(async () =>
    (await resultsOf(cloud, legal.one, id))[0].result === 'GIVEN' ? true : undefined,
  );
  await mailsSettled(cloud);
  expect(userErrors(await granting(cloud, officer, customer, right))).toEqual([]);
  await mailsSettled(cloud);
  await erased(customer, (await erasureOf(cloud, officer, customer.id)).id);
  // What was given on whose order is proof, and stays.
  expect(await resultsOf(cloud, legal.one, id)).toMatchObject([{ customerId: customer.id, result: 'GIVEN' }]);
});

test('P6.5: an order that is approved after an erasure began finds nothing, and says so of the customer alone', async () => {
  const [customer, other] = [await world.fullCustomer(), await registerCustomer(cloud)];
  const erasureId = await world.granted(officer, customer);
  const { id } = await sealedDisclosure(cloud, legal, disclosureInput(authority.id, [customer.id, other.id]));
  const { text } = await collect(await linkTo(cloud, legal.one, id), authority.privateKey);
  const given = JSON.parse(openJwe(text, authority.privateKey).toString());
  expect(JSON.stringify(given)).not.toContain(customer.name);
  expect(JSON.stringify(given)).toContain(other.name);
  const said = (await trailAbout(cloud, id)).filter(
    (row) => textOf(row, 'customerId') === localIdOf(customer.id),
  );
  expect(said.map((row) => `${textOf(row, 'action')} ${textOf(row, 'code')}`)).toEqual([
    'DISCLOSE ERASURE_UNDER_WAY',
  ]);
  await erased(customer, erasureId);
});

test('P1.4: whoever comes back after it is somebody new, of whom nothing is known', async () => {
  const customer = await world.fullCustomer();
  await erased(customer, await world.granted(officer, customer));
  const { username: _, token: __, id: ___, ...person } = customer;
  const again = await registerCustomer(cloud, person);
  expect(again.id).not.toBe(customer.id);
  const { data } = await cloud.ask('{ me { name requests(first: 5) { nodes { reference } } } }', {
    token: again.token,
  });
  expect(data.me).toEqual({ name: customer.name, requests: { nodes: [] } });
  expect(
    userErrors(
      await putServiceTerm(cloud, customer, { serviceRef: 'x', product: 'y', expiresAt: inDays(9) }),
    ),
  ).not.toEqual([]);
});
