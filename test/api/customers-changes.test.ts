import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { mailsSettled, waitForMails } from '../harness/mails.ts';
import {
  givePayment,
  type Registered,
  randomPayment,
  randomPerson,
  registerCustomer,
} from '../harness/register.ts';
import { changes, scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

async function registered(change: Readonly<Record<string, unknown>> = {}): Promise<Registered> {
  const customer = await registerCustomer(cloud, randomPerson(), change);
  await mailsSettled(cloud);
  return customer;
}
const own = `me { name phone language address { line } dateOfBirth identityNumber revisions { contact identity payment }
  payment { billingName taxCode billingAddress { line } bankAccount { bank number holder } card { brand lastFour expiry processorToken } } }`;
const change = (mutation: string, { token }: Registered, input: Record<string, unknown>) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return cloud.ask(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${own} errors { code path } } }`,
    {
      token,
      variables: { input: { idempotencyKey: canary('key-'), ...input } },
    },
  );
};
const meOf = async ({ token }: Registered) => (await cloud.ask(`{ ${own} }`, { token })).data.me;

describe('contact details', () => {
  test('a name and a number change; what is left out stays; null takes the number away', async () => {
    const customer = await registered();
    const phone = `+8491${String(Math.random()).slice(2, 9).padEnd(7, '1')}`;
    const first = await change('updateContactDetails', customer, { expectedRevision: 1, phone });
    expect(first.data.updateContactDetails).toMatchObject({
      me: { name: customer.name, phone, revisions: { contact: 2 } },
      errors: [],
    });
    const second = await change('updateContactDetails', customer, {
      expectedRevision: 2,
      name: 'Trần Thị Bé',
      phone: null,
    });
    expect(second.data.updateContactDetails.me).toMatchObject({
      name: 'Trần Thị Bé',
      phone: null,
      revisions: { contact: 3 },
    });
    const find = async (number: string) =>
      (
        await cloud.ask(`{ findCustomer(phone: "${number}") { id } }`, {
          token: await cloud.staff('support'),
        })
      ).data.findCustomer;
    expect(await find(phone)).toEqual([]);
    expect(await find(customer.phone)).toEqual([]);
  });

  test('an editor who read something older is refused, and nothing is written but the answer', async () => {
    const customer = await registered();
    await change('updateContactDetails', customer, { expectedRevision: 1, name: 'Lê Một' });
    const before = await scanTables(cloud);
    for (const expectedRevision of [0, 1, 3, -1]) {
      const answer = await change('updateContactDetails', customer, { expectedRevision, name: 'Lê Hai' });
      expect(userErrors(answer)).toEqual(['STALE_REVISION at input.expectedRevision']);
    }
    expect(new Set(changes(before, await scanTables(cloud)))).toEqual(new Set(['+ records IDEMPOTENCY']));
    expect((await meOf(customer)).name).toBe('Lê Một');
  });

  test('of editors at the same moment one wins, and the others are told', async () => {
    const customer = await registered();
    const names = ['Lê Một', 'Lê Hai', 'Lê Ba', 'Lê Bốn'];
    const answers = await Promise.all(
      names.map((name) => change('updateContactDetails', customer, { expectedRevision: 1, name })),
    );
    const winners = answers.filter((answer) => userErrors(answer).length === 0);
    expect(winners).toHaveLength(1);
    for (const answer of answers.filter((one) => one !== winners[0]))
      expect(userErrors(answer)).toEqual(['STALE_REVISION at input.expectedRevision']);
    const me = await meOf(customer);
    expect(me.name).toBe(winners[0]?.data.updateContactDetails.me.name);
    expect(me.revisions.contact).toBe(2);
  });

  test('two classes are changed side by side without waiting for one another’s revision', async () => {
    const customer = await registered();
    await givePayment(cloud, customer);
    const answer = await change('updateContactDetails', customer, { expectedRevision: 1, name: 'Lê Một' });
    expect(userErrors(answer)).toEqual([]);
    expect((await meOf(customer)).revisions).toEqual({ contact: 2, identity: 1, payment: 1 });
  });

  test('the same key is answered again, and changes nothing twice', async () => {
    const customer = await registered();
    const input = { idempotencyKey: canary('key-'), expectedRevision: 1, name: 'Lê Một' };
    expect(userErrors(await change('updateContactDetails', customer, input))).toEqual([]);
    const before = await scanTables(cloud);
    expect(userErrors(await change('updateContactDetails', customer, input))).toEqual([]);
    expect(userErrors(await change('updateContactDetails', customer, { ...input, name: 'Lê Hai' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED at input.idempotencyKey',
    ]);
    expect(
      userErrors(await change('updateContactDetails', customer, { ...input, expectedRevision: 2 })),
    ).toEqual(['IDEMPOTENCY_KEY_REUSED at input.idempotencyKey']);
    expect(changes(before, await scanTables(cloud))).toEqual([]);
    expect((await meOf(customer)).revisions.contact).toBe(2);
  });

  test('the email address is not among them', async () => {
    const customer = await registered();
    const answer = await change('updateContactDetails', customer, {
      expectedRevision: 1,
      email: 'other@mail.example',
    });
    expect(answer.errors).toHaveLength(1);
    expect(answer.text).not.toContain('other@mail.example');
  });
});

describe('identity details', () => {
  test('what is missing is supplied; what was given stays as it is', async () => {
    const customer = await registered({
      address: undefined,
      dateOfBirth: undefined,
      identityNumber: undefined,
    });
    const given = await change('provideIdentityDetails', customer, {
      expectedRevision: 0,
      dateOfBirth: '1990-05-17',
    });
    expect(given.data.provideIdentityDetails).toMatchObject({
      me: { dateOfBirth: '1990-05-17', revisions: { identity: 1 } },
      errors: [],
    });
    const again = { expectedRevision: 1, dateOfBirth: '1991-05-17', identityNumber: '012345678901' };
    expect(userErrors(await change('provideIdentityDetails', customer, again))).toEqual([
      'ALREADY_PROVIDED at input.dateOfBirth',
    ]);
    expect(await meOf(customer)).toMatchObject({ dateOfBirth: '1990-05-17', identityNumber: null });
    const { dateOfBirth: _, ...rest } = again;
    expect(userErrors(await change('provideIdentityDetails', customer, rest))).toEqual([]);
    expect(await meOf(customer)).toMatchObject({ dateOfBirth: '1990-05-17', identityNumber: '012345678901' });
  });
});

describe('payment details', () => {
  test('are set, changed one by one, and taken away', async () => {
    const customer = await registered();
    const payment = await givePayment(cloud, customer);
    const { billingName, billingAddress, taxCode, bankAccount, card } = payment;
    expect((await meOf(customer)).payment).toEqual({
      billingName,
      billingAddress: { line: billingAddress.line },
      taxCode,
      bankAccount,
      card,
    });
    const changed = await change('updatePaymentDetails', customer, {
      expectedRevision: 1,
      card: null,
      billingName: 'Hộ kinh doanh Bà Tư',
    });
    expect(changed.data.updatePaymentDetails.me.payment).toMatchObject({
      card: null,
      billingName: 'Hộ kinh doanh Bà Tư',
      taxCode,
      bankAccount,
    });
  });

  test('a full card number is taken in no field of it', async () => {
    const customer = await registered();
    const before = await scanTables(cloud);
    const { card, bankAccount } = randomPayment();
    for (const [input, path] of [
      [{ billingName: 'Visa 4111 1111 1111 1111' }, 'billingName'],
      [{ billingAddress: { line: '4111-1111-1111-1111', province: 'Huế' } }, 'billingAddress.line'],
      [{ card: { ...card, lastFour: '4111111111111111' } }, 'card.lastFour'],
      [{ card: { ...card, processorToken: 'tok_4111111111111111' } }, 'card.processorToken'],
      [{ bankAccount: { ...bankAccount, holder: '5500005555555559' } }, 'bankAccount.holder'],
    ] as const) {
      const answer = await change('updatePaymentDetails', customer, { expectedRevision: 0, ...input });
      expect(userErrors(answer)).toEqual([`CARD_NUMBER_NOT_ACCEPTED at input.${path}`]);
      expect(answer.text).not.toMatch(/4111|5500/);
    }
    expect(changes(before, await scanTables(cloud))).toEqual([]);
  });

  test('what is wrong with each field is told at once', async () => {
    const customer = await registered();
    const answer = await change('updatePaymentDetails', customer, {
      expectedRevision: 0,
      taxCode: '123',
      bankAccount: { bank: 'ACB', number: 'abc', holder: '' },
      card: { processorToken: 'short', brand: 'PLASTIC', lastFour: '12', expiry: '2019-01' },
    });
    expect(userErrors(answer)).toEqual([
      'INVALID_FORMAT at input.taxCode',
      'INVALID_FORMAT at input.bankAccount.number',
      'REQUIRED at input.bankAccount.holder',
      'INVALID_FORMAT at input.card.processorToken',
      'INVALID_FORMAT at input.card.brand',
      'INVALID_FORMAT at input.card.lastFour',
      'INVALID_FORMAT at input.card.expiry',
    ]);
  });
});

test('the language is what CloudFly writes in', async () => {
  const customer = await registered();
  const [first] = await waitForMails(cloud, customer.email);
  expect(first?.subject).toMatch(/[ạáâăđêôơưíúếậệ]/i);
  expect((await change('setLanguage', customer, { language: 'en' })).data.setLanguage).toMatchObject({
    me: { language: 'en' },
    errors: [],
  });
  const asked = await cloud.ask(
    `mutation { resendVerification(input: { idempotencyKey: "in-english-please" }) { errors { code } } }`,
    { token: customer.token },
  );
  expect(codesOf(asked)).toEqual([]);
  const [second] = await waitForMails(cloud, customer.email, 2);
  expect(second?.subject).toMatch(/^[ -~]+$/);
});
