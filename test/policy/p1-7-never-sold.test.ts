import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { disclosureInput, openDisclosure, orderInput } from '../harness/disclosures.ts';
import { mailsSettled } from '../harness/mails.ts';
import {
  activeCommitment,
  discloseForPayment,
  type KnownRecipient,
  legalTeam,
  ownDisclosures,
  paymentInput,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { givePayment, localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { changes, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let billing: string;
let processor: KnownRecipient;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  const legal = await legalTeam(cloud);
  billing = await cloud.service('billing-service', ['payments:disclose']);
  processor = await verifiedRecipient(cloud, legal);
  await activeCommitment(cloud, legal, processor.id);
  customer = await registerCustomer(cloud);
  await givePayment(cloud, customer);
});
afterAll(() => cloud.stop());

test.each(['PAYMENT', 'DISCOUNT', 'SERVICE', 'OTHER'])(
  'P1.7: for %s nothing is disclosed, whatever the basis, and that it was tried is recorded',
  async (consideration) => {
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const input = paymentInput(customer.id, processor.id, { consideration });
    const answer = await discloseForPayment(cloud, billing, input);
    expect(userErrors(answer)).toEqual(['CONSIDERATION_REFUSED at input.consideration']);
    const after = await scanTables(cloud);
    expect(changes(before, after)).toEqual(['+ audit DISCLOSE_FOR_PAYMENT', '+ records IDEMPOTENCY']);
    const known = new Set(before.audit.map((row) => JSON.stringify([row.lane, row.seq])));
    const added = after.audit.filter((row) => !known.has(JSON.stringify([row.lane, row.seq])));
    expect(added.filter((row) => textOf(row, 'action') === 'DISCLOSE_FOR_PAYMENT')).toMatchObject([
      {
        outcome: { S: 'REFUSED' },
        code: { S: 'CONSIDERATION_REFUSED' },
        customerId: { S: localIdOf(customer.id) },
        actor: { S: 'service:billing-service' },
      },
    ]);
    expect(await ownDisclosures(cloud, customer.token)).toEqual([]);
  },
);

test('P1.7: what is got for it is always said', async () => {
  const { consideration: _, ...unsaid } = paymentInput(customer.id, processor.id);
  const answer = await discloseForPayment(cloud, billing, unsaid);
  expect(answer.data).toBeUndefined();
  expect(answer.errors).toHaveLength(1);
});

test('P1.7: no request gives more than one customer, not by a list and not by asking twice', async () => {
  const other = await registerCustomer(cloud);
  const input = { ...paymentInput(customer.id, processor.id), idempotencyKey: canary('key-') };
  const another = { ...paymentInput(other.id, processor.id), idempotencyKey: canary('key-') };
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const twice = await cloud.ask(
    `mutation ($one: DiscloseForPaymentInput!, $two: DiscloseForPaymentInput!) {
      one: discloseForPayment(input: $one) { disclosure { jwe } }
      two: discloseForPayment(input: $two) { disclosure { jwe } }
    }`,
    { token: billing, variables: { one: input, two: another } },
  );
  expect(codesOf(twice)).toEqual(['TOO_COSTLY']);
  const several = { ...input, customerId: [customer.id, other.id] };
  const listed = await discloseForPayment(cloud, billing, several);
  expect(listed.data).toBeUndefined();
  expect(changes(before, await scanTables(cloud))).toEqual([]);
});

test.each(['LEGAL_ORDER', 'PERMISSION', 'COMMITMENT'])(
  'P1.7: nor on a request that staff open on %s: refused and recorded before anything else of it is looked at',
  async (basis) => {
    const legal = await legalTeam(cloud);
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const input = disclosureInput(processor.id, [customer.id], {
      basis,
      order: basis === 'LEGAL_ORDER' ? orderInput() : undefined,
      consideration: 'PAYMENT',
    });
    expect(userErrors(await openDisclosure(cloud, legal.one, input))).toEqual([
      'CONSIDERATION_REFUSED at input.consideration',
    ]);
    const after = await scanTables(cloud);
    expect(changes(before, after)).toEqual(['+ audit OPEN_DISCLOSURE', '+ records IDEMPOTENCY']);
    const tried = after.audit.filter(
      (row) => textOf(row, 'action') === 'OPEN_DISCLOSURE' && textOf(row, 'code') === 'CONSIDERATION_REFUSED',
    );
    expect(tried.at(-1)).toMatchObject({ outcome: { S: 'REFUSED' } });
    expect(await ownDisclosures(cloud, customer.token)).toEqual([]);
  },
);

test('P1.7: refused and recorded as sold before anything else that is wrong with it is looked at', async () => {
  const legal = await legalTeam(cloud);
  const sold = { consideration: 'DISCOUNT' };
  const { customerId: _, ...unnamed } = paymentInput(customer.id, processor.id, sold);
  const wrongOfService: readonly Readonly<Record<string, unknown>>[] = [
    paymentInput(customer.id, processor.id, { ...sold, orderReference: '0912345678' }),
    paymentInput(customer.id, processor.id, { ...sold, fields: [] }),
    paymentInput(customer.id, 'rec-none', sold),
    paymentInput('nonsense', processor.id, sold),
    { ...unnamed, customer: { system: 'billing', number: canary('N') } },
    unnamed,
  ];
  const wrongOfStaff: readonly Readonly<Record<string, unknown>>[] = [
    { order: undefined },
    { order: orderInput({ document: 'none!' }) },
    { fields: [] },
    { customerIds: [] },
    { customerIds: ['nonsense'] },
    { recipientId: 'rec-none' },
  ];
  const tried = async (action: string) =>
    (await scanTables(cloud)).audit.filter(
      (row) => textOf(row, 'action') === action && textOf(row, 'code') === 'CONSIDERATION_REFUSED',
    ).length;
  const before = [await tried('DISCLOSE_FOR_PAYMENT'), await tried('OPEN_DISCLOSURE')];
  const said = ['CONSIDERATION_REFUSED at input.consideration'];
  for (const input of wrongOfService)
    expect(userErrors(await discloseForPayment(cloud, billing, input))).toEqual(said);
  for (const wrong of wrongOfStaff) {
    const input = disclosureInput(processor.id, [customer.id], { ...wrong, ...sold });
    expect(userErrors(await openDisclosure(cloud, legal.one, input))).toEqual(said);
  }
  expect((await tried('DISCLOSE_FOR_PAYMENT')) - (before[0] ?? 0)).toBe(wrongOfService.length);
  expect((await tried('OPEN_DISCLOSURE')) - (before[1] ?? 0)).toBe(wrongOfStaff.length);
});

test('P1.7: what is not sold is told which of its ids is none', async () => {
  const legal = await legalTeam(cloud);
  const unknown = paymentInput('nonsense', processor.id);
  expect(userErrors(await discloseForPayment(cloud, billing, unknown))).toEqual([
    'NOT_FOUND at input.customerId',
  ]);
  const input = disclosureInput(processor.id, [customer.id, 'nonsense'], {
    basis: 'COMMITMENT',
    order: undefined,
  });
  expect(userErrors(await openDisclosure(cloud, legal.one, input))).toEqual([
    'NOT_FOUND at input.customerIds.1',
  ]);
});

test('P1.7: a repeat of what was refused stays refused, and says nothing else; the key serves for nothing else', async () => {
  const idempotencyKey = canary('key-');
  const input = paymentInput(customer.id, processor.id, { idempotencyKey, consideration: 'OTHER' });
  for (let times = 0; times < 2; times++)
    expect(userErrors(await discloseForPayment(cloud, billing, input))).toEqual([
      'CONSIDERATION_REFUSED at input.consideration',
    ]);
  const unpaid = { ...input, consideration: 'NONE' };
  expect(userErrors(await discloseForPayment(cloud, billing, unpaid))).toEqual([
    'IDEMPOTENCY_KEY_REUSED at input.idempotencyKey',
  ]);
});
