import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  collect,
  disclosureInput,
  linkTo,
  openPage,
  post,
  saidBy,
  sealedDisclosure,
} from '../harness/disclosures.ts';
import { openJwe } from '../harness/open-jwe.ts';
import { type KnownRecipient, type Legal, legalTeam, verifiedRecipient } from '../harness/recipients.ts';
import { type Registered, registerCustomer } from '../harness/register.ts';

let cloud: TestCloud;
let legal: Legal;
let authority: KnownRecipient;
let customer: Registered;
let neighbour: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  customer = await registerCustomer(cloud);
  neighbour = await registerCustomer(cloud);
});
afterAll(() => cloud.stop());

test('P7.1: a recipient gets one package for one purpose, whose signed manifest says that it confers no right', async () => {
  const { id } = await sealedDisclosure(cloud, legal, disclosureInput(authority.id, [customer.id]));
  const link = await linkTo(cloud, legal.one, id);
  expect((await openPage(link)).page).toContain('confers no right');
  const { text } = await collect(link, authority.privateKey);
  const inside = JSON.parse(openJwe(text, authority.privateKey).toString());
  expect(Object.keys(inside)).toEqual(['manifest', 'receiptCode', 'customers']);
  const manifest = saidBy(inside.manifest);
  expect(manifest).toMatchObject({
    confersNoRight: true,
    recipient: { id: authority.id },
    purpose: 'DISPUTE',
  });
  expect(manifest.terms).toContain('confers no right');
  expect(JSON.stringify(inside)).not.toContain(neighbour.name);
  await post(link, { receipt: inside.receiptCode });
  // There is nothing behind it any more, and never was anything else.
  expect((await openPage(link)).status).toBe(410);
});

test('P7.1: the link of a package is no token of the API, nor of any other page', async () => {
  const { id } = await sealedDisclosure(cloud, legal, disclosureInput(authority.id, [customer.id]));
  const link = await linkTo(cloud, legal.one, id);
  const token = link.split('/').at(-1) ?? '';
  const answer = await cloud.ask('{ me { name } }', { token });
  expect(answer.data?.me ?? undefined).toBeUndefined();
  expect(answer.text).toContain('UNAUTHENTICATED');
  for (const kind of ['verify-email', 'information', 'confirm-change', 'stop-change']) {
    const other = await post(link.replace('/collect/', `/${kind}/`), { answer: 'x' });
    expect([400, 404]).toContain(other.status);
  }
});
