import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import {
  collect,
  digestOf,
  disclosureInput,
  linkTo,
  openDisclosure,
  orderInput,
  readPassphrase,
  recordReceipt,
  type Shown,
  sealedDisclosure,
  verifyDisclosure,
} from '../harness/disclosures.ts';
import {
  commitmentInput,
  done,
  type KnownRecipient,
  type Legal,
  legalTeam,
  recipientInput,
  registerRecipient,
  verifiedRecipient,
  verifyRecipientKey,
} from '../harness/recipients.ts';
import { type Registered, registerCustomer } from '../harness/register.ts';

let cloud: TestCloud;
let legal: Legal;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  customer = await registerCustomer(cloud);
});
afterAll(() => cloud.stop());

const office = (delivery: 'KEY' | 'PASSPHRASE') =>
  verifiedRecipient(cloud, legal, {
    kind: 'AUTHORITY',
    delivery,
    ...(delivery === 'PASSPHRASE' && { key: undefined }),
  });
const asked = ({ id }: KnownRecipient, changes: Readonly<Record<string, unknown>> = {}) =>
  disclosureInput(id, [customer.id], changes);

test('P6.5: a receipt on paper is of a package that was handed over in person, and whoever tries otherwise is told so', async () => {
  const recipient = await office('PASSPHRASE');
  const { id } = await sealedDisclosure(cloud, legal, asked(recipient));
  const link = await linkTo(cloud, legal.one, id);
  const { passphrase } = done<{ passphrase: string }>(await readPassphrase(cloud, legal.other, { id }));
  const { text } = await collect(link, passphrase);
  expect(userErrors(await recordReceipt(cloud, legal.one, { id, digest: digestOf(text) }))).toEqual([
    'NOT_IN_PERSON at input.id',
  ]);
}, 60_000);

test('P6.5: a delivery that uses no key takes none, and a name takes no address and no number', async () => {
  for (const delivery of ['PASSPHRASE', 'IN_PERSON'])
    expect(userErrors(await registerRecipient(cloud, legal.one, recipientInput({ delivery })))).toEqual([
      'NOT_ASKED at input.key',
    ]);
  for (const name of ['Tran Van A tran@mail.example', 'Anh Ba 090-123 45 67', 'Ｂa＠mail.example'])
    expect(userErrors(await registerRecipient(cloud, legal.one, recipientInput({ name })))).toEqual([
      'CONTACT_NOT_ACCEPTED at input.name',
    ]);
  done(await registerRecipient(cloud, legal.one, recipientInput({ name: 'Công an quận 12, đội 3, PA05' })));
});

test('P6.5, P6.6: what is wrong with a key, a document or an order is said with its remedy', async () => {
  const saying = async (
    language: string,
    type: string,
    operation: string,
    input: Record<string, unknown>,
  ) => {
    const query = `mutation Act($input: ${type}!) { ${operation}(input: $input) { errors { code message path } } }`;
    const headers = { 'accept-language': language };
    const variables = { input: { idempotencyKey: canary('key-'), ...input } };
    const { data } = await cloud.ask(query, { token: legal.one, headers, variables });
    return data[operation].errors.map((one: { message: string }) => one.message).join();
  };
  const register = (key: string) =>
    saying('en', 'RegisterRecipientInput', 'registerRecipient', recipientInput({ key }));
  expect(await register('{"kty":"EC","d":"AAAA"}')).toContain('must not be used again');
  expect(await register('{"kty":"EC","crv":"P-256"}')).toContain('a public key for encryption');
  const { id } = await office('KEY');
  const record = (language: string, document: string) =>
    saying(language, 'RecordCommitmentInput', 'recordCommitment', commitmentInput(id, { document }));
  expect(await record('en', Buffer.alloc(41 * 1024).toString('base64'))).toContain('40 KB');
  expect(await record('en', 'TVo=')).toContain('PDF, PNG or JPEG');
  expect(await record('vi', 'TVo=')).toContain('PDF, PNG hoặc JPEG');
});

test('P6.5: an order without the digest of its document is not verified, and one with another is told apart from a wrong form', async () => {
  const { id } = done<Shown>(await openDisclosure(cloud, legal.one, asked(await office('KEY'))));
  const verify = (documentDigest?: string) =>
    verifyDisclosure(cloud, legal.one, { id, documentDigest, channel: 'POST' });
  expect(userErrors(await verify())).toEqual(['REQUIRED at input.documentDigest']);
  expect(userErrors(await verify(digestOf('another')))).toEqual(['DIGEST_DIFFERS at input.documentDigest']);
});

test('P6.5: instants that cannot be are refused by what is wrong with them', async () => {
  const recipient = await office('KEY');
  const refused = async (changes: Readonly<Record<string, unknown>>) =>
    userErrors(await openDisclosure(cloud, legal.one, asked(recipient, changes)));
  expect(await refused({ receivedAt: inDays(1) })).toEqual(['IN_THE_FUTURE at input.receivedAt']);
  expect(await refused({ order: orderInput({ withheldUntil: inDays(3660) }) })).toEqual([
    'TOO_FAR at input.order.withheldUntil',
  ]);
});

test('P6.5: a recipient by key has one, and its thumbprint is compared', async () => {
  for (const key of [undefined, null, ' '])
    expect(userErrors(await registerRecipient(cloud, legal.one, recipientInput({ key })))).toEqual([
      'REQUIRED at input.key',
    ]);
  for (const delivery of ['PASSPHRASE', 'IN_PERSON'])
    done(await registerRecipient(cloud, legal.one, recipientInput({ key: undefined, delivery })));
  const made = done<KnownRecipient>(await registerRecipient(cloud, legal.one, recipientInput()));
  const compare = (thumbprint?: string) =>
    verifyRecipientKey(cloud, legal.other, { recipientId: made.id, thumbprint, channel: 'POST' });
  expect(userErrors(await compare())).toEqual(['REQUIRED at input.thumbprint']);
  expect(userErrors(await compare(canary()))).toEqual(['KEY_DIFFERS at input.thumbprint']);
  done(await compare(made.keyThumbprint));
});
