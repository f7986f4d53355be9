import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { collect, digestOf, disclosureInput, inState, orderInput } from '../harness/disclosures.ts';
import { openJwe } from '../harness/open-jwe.ts';
import { document, type KnownRecipient, legalTeam, verifiedRecipient } from '../harness/recipients.ts';
import { type Registered, registerCustomer } from '../harness/register.ts';
import { fencesOf } from './fences.ts';

const page = 'docs/staff/disclosures.md';
let cloud: TestCloud;
let customer: Registered;
let neighbour: Registered;
let officeOf: (delivery: 'KEY' | 'IN_PERSON') => Promise<KnownRecipient>;
/** One person of each team, who stays the same. */
let people: Readonly<Record<string, string>>;
const ran = new Set<string>();
beforeAll(async () => {
  cloud = await startTestCloud();
  const legal = await legalTeam(cloud);
  people = {
    legal: legal.one,
    privacy_officer: await cloud.employee('privacy_officer'),
    auditor: await cloud.employee('auditor'),
  };
  customer = await registerCustomer(cloud);
  neighbour = await registerCustomer(cloud);
  officeOf = (delivery) =>
    verifiedRecipient(cloud, legal, {
      kind: 'AUTHORITY',
      delivery,
      ...(delivery === 'IN_PERSON' && { key: undefined }),
    });
});
afterAll(() => cloud.stop());

/** Runs an operation of the page as whom it is for, and expects that nothing is said against it. */
async function run(
  name: string,
  variables: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
) {
  const fence = fencesOf(page).find(({ text }) => new RegExp(`^(query|mutation) ${name}\\(`).test(text));
  if (!fence) throw new Error(`${page} has no ${name}`);
  ran.add(name);
  const token = people[fence.info.replace('role=', '')];
  const answer = await cloud.ask(fence.text, {
    ...{ token, headers },
    variables: { key: canary('key-'), ...variables },
  });
  expect(codesOf(answer), name).toEqual([]);
  if (fence.text.startsWith('mutation')) expect(userErrors(answer), name).toEqual([]);
  const [only] = Object.values(answer.data as Record<string, never>);
  return only as unknown as ReturnType<typeof JSON.parse>;
}

/** Opens an order and has it approved, as the page says. @returns its id */
async function approved(authority: KnownRecipient, customers: readonly Registered[]): Promise<string> {
  const [{ email }] = customers as readonly [Registered];
  const found = await run('WhomItNames', { email });
  expect(found.map((one: { id: string }) => one.id)).toEqual([customers[0]?.id]);
  const { base64, bytes } = document();
  const [first, ...others] = customers.map(({ id }) => id);
  const input = disclosureInput(authority.id, [String(first)], { order: orderInput({ document: base64 }) });
  const { id } = (await run('OpenDisclosure', { input: { idempotencyKey: canary('key-'), ...input } }))
    .disclosure;
  if (others.length > 0) await run('NameMore', { id, customers: others });
  const seen = await run('ReadDisclosure', { id });
  expect(seen.customerIds).toEqual([first, ...others]);
  // As sha256sum of the original says.
  const digest = createHash('sha256').update(bytes).digest('hex');
  await run('VerifyDisclosure', { id, digest });
  const forDuty = { 'x-processing-purpose': 'LEGAL_DUTY', 'x-reference': id };
  expect((await run('ReadTheOrder', { id }, forDuty)).documentContent).toBe(base64);
  await run('ApproveDisclosure', { id });
  await inState(cloud, people.legal ?? '', id, 'SEALED');
  return id;
}

test('P6.5: docs/staff/disclosures.md: its queries, in their order, take an order from receipt to collection', async () => {
  const authority = await officeOf('KEY');
  const id = await approved(authority, [customer, neighbour]);
  expect((await run('DisclosuresToDo', {})).nodes.map((one: { id: string }) => one.id)).toEqual([id]);
  const { link } = (await run('MakeLink', { id })).handover;
  const got = await collect(link, authority.privateKey);
  expect(JSON.parse(openJwe(got.text, authority.privateKey).toString()).customers).toHaveLength(2);
  const became = await run('WhatBecameOfIt', { id });
  expect(became).toMatchObject({ state: 'SEALED', package: { digest: digestOf(got.text) } });
  expect(became.handedOutAt).not.toBeNull();
  expect((await run('LookThrough', {})).nodes).toMatchObject([
    { id, basis: 'LEGAL_ORDER', customerCount: 2 },
  ]);
}, 60_000);

test('P6.5: docs/staff/disclosures.md: in person, by passphrase, with a receipt on paper', async () => {
  const id = await approved(await officeOf('IN_PERSON'), [customer]);
  const { link } = (await run('MakeLink', { id })).handover;
  const { passphrase } = (await run('ReadPassphrase', { id })).handover;
  const got = await collect(link, passphrase);
  const receipt = await run('RecordReceipt', { id, digest: digestOf(got.text) });
  expect(receipt.disclosure.state).toBe('COLLECTED');
}, 60_000);

test('P6.5: docs/staff/disclosures.md: saying no and taking back; and every query of the page was run', async () => {
  const authority = await officeOf('KEY');
  const input = disclosureInput(authority.id, [customer.id]);
  const opened = await run('OpenDisclosure', { input: { idempotencyKey: canary('key-'), ...input } });
  const rejected = await run('RejectDisclosure', { id: opened.disclosure.id, reason: 'Not competent.' });
  expect(rejected.disclosure.state).toBe('REJECTED');
  const id = await approved(authority, [customer]);
  const revoked = await run('RevokeDisclosure', { id, reason: 'The order was withdrawn.' });
  expect(revoked.disclosure.state).toBe('REVOKED');
  const names = fencesOf(page).map(({ text }) => /^(?:query|mutation) (\w+)/.exec(text)?.[1]);
  expect(names.filter((name) => !ran.has(String(name)))).toEqual([]);
}, 60_000);
