import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archivedRows } from '../harness/archived.ts';
import { postAt } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import type { FaultFor } from '../harness/fault-proxy.ts';
import { place } from '../harness/leak-place.ts';
import { type Secrets, searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { follow, mailsSettled, verificationLink, waitForMails } from '../harness/mails.ts';
import {
  givePayment,
  type PersonalValues,
  type RandomPayment,
  randomPayment,
  randomPerson,
  registerCustomer,
  registerMutation,
  registrationInput,
} from '../harness/register.ts';

let cloud: TestCloud;
let beside: Beside;
const directory = mkdtempSync(join(tmpdir(), 'private-'));
beforeAll(async () => {
  cloud = await startTestCloud({ directory });
  beside = await startBeside(cloud);
});
afterAll(async () => {
  await beside.stop();
  await cloud.stop();
  rmSync(directory, { recursive: true, force: true });
});

const secrets: Secrets[] = [];
/** A person whose values are searched for at the end. */
function person(): PersonalValues {
  const made = randomPerson();
  secrets.push(secretsOf(made));
  return made;
}
const secret = (values: Record<string, string>, inboxes: readonly string[] = []) =>
  void secrets.push({ inboxes, values });

const register = (token: string, input: unknown) =>
  cloud.ask(registerMutation, { token, variables: { input } });

test('P0.1: nothing personal is readable anywhere, in any state of any flow', async () => {
  const owner = await ownerRegistersAndConfirms();
  await strangerTakesTheAddress(owner.email);
  await refusedRegistrations();
  await changesOfDetails(owner);
  await employeesRead(owner);
  await servicesLink(owner);
  await faultsInTheMiddle();
  await mailsSettled(cloud);
  await archivedRows(cloud);

  const heard = [...beside.dynamo.calls, ...beside.kms.calls].map((call, n) =>
    place(`call ${n}, ${call.operation}`, call.body),
  );
  expect(heard.length).toBeGreaterThan(10);
  const search = { secrets, directory, alsoIn: heard };
  expect(await searchForLeaks(cloud, search)).toEqual([]);

  // The search did look: without the inboxes it finds what the mails say, and nothing else.
  const everywhere = secrets.map(({ values }) => ({ inboxes: [], values }));
  const found = await searchForLeaks(cloud, { ...search, secrets: everywhere });
  expect(found.map((leak) => leak.what)).toEqual(expect.arrayContaining(['email', 'secret of a link']));
  expect(found.filter((leak) => !leak.where.startsWith('mail '))).toEqual([]);
}, 90_000);

/** Registers, signed in under a subject that is an address; looks at the link, tries others, confirms. */
async function ownerRegistersAndConfirms() {
  const values = person();
  const subject = `${canary('sub')}@mail.example`;
  secret({ subject });
  const token = await cloud.oidc.issueToken({
    issuer: 'customers',
    username: 'x',
    overrides: { sub: subject },
  });
  const input = await registrationInput(cloud, values);
  expect((await register(token, input)).data.registerCustomer.errors).toEqual([]);
  const link = await verificationLink(cloud, values.email);
  const [, id, tokenSecret = ''] = /\/([^/.]+)\.([^/]+)$/.exec(link) ?? [];
  secret({ 'secret of a link': tokenSecret }, [values.email]);
  await follow(link, 'GET');
  await follow(link.replace(tokenSecret, 'A'.repeat(43)));
  await follow(`${cloud.url}/links/verify-email/${encodeURIComponent(values.email)}`);
  await follow(`${cloud.url}/links/${encodeURIComponent(values.email)}/${id}.${tokenSecret}`);
  expect((await follow(link)).status).toBe(200);
  await follow(link);
  const { data } = await cloud.ask('{ me { id revisions { contact } } }', { token });
  return { ...values, token, id: data.me.id as string, input };
}

async function strangerTakesTheAddress(email: string) {
  const { email: _, ...rest } = randomPerson();
  const stranger = { ...rest, email };
  const { email: __, 'local part': ___, ...values } = secretsOf(stranger).values;
  secret(values);
  const { token } = await registerCustomer(cloud, stranger);
  await waitForMails(cloud, email, 2);
  await cloud.ask(
    'mutation { resendVerification(input: { idempotencyKey: "again-and-again" }) { errors { code } } }',
    { token },
  );
}

async function refusedRegistrations() {
  const token = await cloud.customer(canary('user'));
  const values = person();
  const input = await registrationInput(cloud, values);
  const number = '4111111111111111';
  secret({ 'card number': number });
  const bad: Record<string, unknown>[] = [
    { name: `${values.name} ${number}` },
    { name: `${values.name} \u{1f600}` },
    { email: `${values.email}@twice` },
    { phone: `${values.phone}x` },
    { agreed: false },
    { storage: false },
    { notice: { version: 7, language: 'vi', digest: '0'.repeat(64) } },
    { identityNumber: `${values.identityNumber}${values.identityNumber}` },
    { address: { line: values.line } },
    { kind: values.name },
    { dateOfBirth: values.line },
    { [values.identityNumber]: 1 },
    { idempotencyKey: values.email },
  ];
  for (const change of bad) await register(token, { ...input, ...change });
  for (const language of ['vi', 'en'])
    for (const document of [
      `{ findCustomer(email: "${values.email}") { id } }`,
      `{ customer(id: "${values.phone}") { ${values.identityNumber} } }`,
      `{ "${values.name}" }`,
      `query ($at: DateTime = "${values.name}") { policyInForce(at: $at) { version } }`,
      `{ policyInForce(at: "${values.email}") { version } }`,
      `mutation { registerCustomer(input: { name: "${values.name}", email: ${values.phone} }) { errors { code } } }`,
      `query ${values.email.split('@')[0]} { nothing }`,
    ])
      await cloud.ask(document, { token, headers: { 'accept-language': language } });
  for (const body of [
    `{"query": "${values.name}`,
    JSON.stringify({ query: 1, variables: values }),
    JSON.stringify({ query: '{ me { id } }', variables: values.email }),
    JSON.stringify({
      query: '{ me { id } }',
      operationName: values.phone,
      padding: values.name.repeat(9000),
    }),
  ])
    await postAt(cloud.url, body, { authorization: `Bearer ${token}` }, cloud.refusals);
  await postAt(cloud.url, '{}', { authorization: `Bearer ${values.email}` }, cloud.refusals);
  await postAt(cloud.url, '{}', { origin: `https://${values.email.split('@')[0]}.example` }, cloud.refusals);
}

async function changesOfDetails({ token, phone }: { token: string; phone: string }) {
  const payment = await givePayment(cloud, { token });
  secret(paymentSecrets(payment));
  const renamed = person();
  const change = (input: string) =>
    cloud.ask(
      `mutation { updateContactDetails(input: { ${input} }) { me { name } errors { code message path } } }`,
      {
        token,
      },
    );
  const key = (name: string) => `idempotencyKey: "${name}${phone.slice(1)}"`;
  await change(`${key('a')}, expectedRevision: 1, name: "${renamed.name}", phone: "${renamed.phone}"`);
  await change(`${key('a')}, expectedRevision: 1, name: "${renamed.name}"`);
  await change(`${key('b')}, expectedRevision: 1, name: "${renamed.name}"`);
  await change(`${key('c')}, expectedRevision: 2, phone: "${renamed.name}"`);
  await cloud.ask(
    `mutation { provideIdentityDetails(input: { ${key('d')}, expectedRevision: 1, identityNumber: "${renamed.identityNumber}" })
      { errors { code message path } } }`,
    { token },
  );
  const full = randomPayment();
  secret(paymentSecrets(full));
  await cloud.ask(
    `mutation ($input: UpdatePaymentDetailsInput!) { updatePaymentDetails(input: $input) { errors { code message path } } }`,
    {
      token,
      variables: {
        input: {
          ...full,
          card: { ...full.card, lastFour: full.bankAccount.number },
          idempotencyKey: canary(),
          expectedRevision: 1,
        },
      },
    },
  );
}

function paymentSecrets({ billingName, billingAddress, taxCode, bankAccount, card }: RandomPayment) {
  return {
    'billing name': billingName,
    'billing address': billingAddress.line,
    'tax code': taxCode,
    'bank account': bankAccount.number,
    bank: bankAccount.bank,
    holder: bankAccount.holder,
    'card token': card.processorToken,
  };
}

async function employeesRead({ id, email, phone }: { id: string; email: string; phone: string }) {
  const unknown = person();
  const headers = { 'x-processing-purpose': 'CUSTOMER_REQUEST', 'x-reference': 'SUP-1' };
  const views = (fields: readonly string[], view: string) =>
    fields.map((field) => `${field} { ${view} }`).join(' ');
  const contact = views(['name', 'email', 'phone'], 'value masked');
  const identity = views(['identityNumber', 'dateOfBirth'], 'value masked');
  const payment = views(['billingName', 'taxCode'], 'value masked');
  const one = `query ($id: ID!) { customer(id: $id) `;
  const asked: readonly [string, string][] = [
    ['support', `${one} { ${contact} } }`],
    [
      'billing',
      `${one} { ${contact} ${payment} bankAccount { value { number } } card { value { processorToken } } } }`,
    ],
    ['privacy_officer', `${one} { ${contact} ${identity} address { value { line } } } }`],
    ['support', `${one} { ${identity} } }`],
    ['marketing', `${one} { ${contact} } }`],
    ['support', `{ findCustomer(email: "${email}") { id name { masked } } }`],
    ['support', `{ findCustomer(phone: "${phone}") { id name { masked } } }`],
    ['support', `{ findCustomer(email: "${unknown.email}") { id } }`],
    ['support', `{ findCustomer(phone: "${unknown.phone}x") { id } }`],
    ['support', `{ customers { nodes { ${views(['name', 'email', 'phone', 'address'], 'masked')} } } }`],
    [
      'auditor',
      `query ($id: ID!) { auditTrail(filter: { customerId: $id }, first: 50) { nodes { action fields reference } } }`,
    ],
    ['auditor', `{ auditTrail(filter: { actor: "${unknown.email}" }) { nodes { action } } }`],
    [
      'auditor',
      `{ auditTrail(filter: { day: "2026-01-01" }, after: "${unknown.name}") { nodes { action } } }`,
    ],
  ];
  for (const [role, query] of asked)
    await cloud.ask(query, { token: await cloud.staff(role), variables: { id }, headers });
  const token = await cloud.staff('support');
  for (const given of [
    { 'x-processing-purpose': 'CUSTOMER_REQUEST', 'x-reference': unknown.phone },
    { 'x-processing-purpose': unknown.email, 'x-reference': 'SUP-1' },
  ])
    await cloud.ask(`${one} { ${contact} } }`, { token, variables: { id }, headers: given });
}

/** Systems have been known to use phone numbers as customer numbers. */
async function servicesLink({ id, phone }: { id: string; phone: string }) {
  const token = await cloud.service('billing-service');
  const link = `mutation ($id: ID!, $key: String!, $number: String!) {
    linkCustomerReference(input: { idempotencyKey: $key, customerId: $id, system: "billing", number: $number }) {
      customer { id } errors { code message path }
    } }`;
  for (const number of [phone, phone, `${phone} ${phone}`])
    await cloud.ask(link, { token, variables: { id, key: canary(), number } });
  await cloud.ask(`{ customerByReference(system: "billing", number: "${phone}") { id } }`, { token });
}

/** What AWS refuses, breaks or loses, and a mail that is rejected. */
async function faultsInTheMiddle() {
  let times = 0;
  const faults: readonly ['kms' | 'dynamo', FaultFor][] = [
    ['kms', () => 'DENIED'],
    ['dynamo', ({ operation }) => (operation === 'TransactWriteItems' ? 'DENIED' : undefined)],
    ['dynamo', ({ operation }) => (operation === 'TransactWriteItems' && ++times <= 2 ? 'LOST' : undefined)],
  ];
  for (const [service, faultFor] of faults) {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, person());
    beside[service].setFault(faultFor);
    const { errors } = await beside.ask(registerMutation, { token, variables: { input } });
    beside[service].setFault(undefined);
    expect(errors.length).toBe(times === 0 ? 1 : 0);
  }
  for (const fault of [
    { kind: 'refuse', code: 'MessageRejected' },
    { kind: 'refuse', code: 'Throttling' },
    { kind: 'cut', taken: true },
  ] as const) {
    cloud.ses.setFault(() => fault);
    await registerCustomer(cloud, person());
    await mailsSettled(cloud);
  }
  cloud.ses.setFault(undefined);
}
