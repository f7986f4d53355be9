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
