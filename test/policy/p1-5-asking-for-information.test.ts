import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { eventually, follow, mailsSettled, mailsTo, verificationLink } from '../harness/mails.ts';
import { servedCustomer } from '../harness/notices.ts';
import { type Registered, randomPayment, randomPerson, registerCustomer } from '../harness/register.ts';
import {
  answerInformation,
  declineInformation,
  openedRequest,
  requestInformation,
} from '../harness/requests.ts';
import { changes, scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
let support: string;
/** A clock that is set ahead starts cold each time. */
vi.setConfig({ testTimeout: 90_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
});
afterAll(() => cloud.stop());

const sparse = () =>
  servedCustomer(cloud, {
    changes: { language: 'en', identityNumber: null, phone: null, address: null },
  });

async function asked(customer: Registered, fields: readonly string[], why = canary('why ')) {
  const reference = await openedRequest(cloud, customer.token);
  const input = { customerId: customer.id, reference, fields, why };
  const answer = await requestInformation(cloud, support, input);
  expect(userErrors(answer)).toEqual([]);
  const { id } = answer.data.requestInformation.informationRequest;
  const link = await linkTo(customer, reference);
  return { id, reference, link, token: link.split('/').at(-1) ?? '' };
}
/** The newest link of the mails that ask for what a request needs. */
const linkTo = (customer: Registered, reference: string, count = 1) =>
  eventually(async () => {
    const mails = (await mailsTo(cloud, customer.email)).filter(
      ({ text, links }) => text.includes(reference) && links.some((link) => link.includes('/information/')),
    );
    return mails.length < count ? undefined : mails[0]?.links.find((link) => link.includes('/information/'));
  });
const own = async (customer: Registered) => {
  const { data } = await cloud.ask(
    '{ me { name phone identityNumber payment { taxCode bankAccount { number } } informationRequests { why asked { id reference state fields given endedAt } } } }',
    { token: customer.token },
  );
  return data.me;
};

test('P1.5: asked for by name and with the reason, given signed in, sealed, and shown to the customer', async () => {
  const customer = await sparse();
  const why = canary('why ');
  const { id, reference } = await asked(customer, ['PHONE', 'IDENTITY_NUMBER', 'BANK_ACCOUNT'], why);
  const { phone, identityNumber } = randomPerson();
  const { bankAccount } = randomPayment();
  const given = { phone, identityNumber, bankAccount };
  const answer = await answerInformation(cloud, customer.token, { id, given });
  expect(userErrors(answer)).toEqual([]);
  expect(await own(customer)).toMatchObject({
    name: customer.name,
    phone,
    identityNumber,
    payment: { taxCode: null, bankAccount: { number: bankAccount.number } },
    informationRequests: [
      {
        why,
        asked: {
          ...{ id, reference, state: 'ANSWERED' },
          given: ['PHONE', 'IDENTITY_NUMBER', 'BANK_ACCOUNT'],
        },
      },
    ],
  });
  // The number is found by from now on.
  const found = await cloud.ask(`{ findCustomer(phone: "${phone}") { id } }`, { token: support });
  expect(found.data.findCustomer).toEqual([{ id: customer.id }]);
  const again = await answerInformation(cloud, customer.token, { id, given: { phone } });
  expect(userErrors(again)).toEqual(['WRONG_STATE at input']);
  await mailsSettled(cloud);
  const values = { why, phone, identityNumber, number: bankAccount.number };
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [customer.email], values }] })).toEqual([]);
});

describe('nothing but what was asked', () => {
  test('P1.5: a field that was not asked for, or a bad value, and nothing at all is changed', async () => {
    const customer = await sparse();
    const { id, token } = await asked(customer, ['PHONE', 'TAX_CODE']);
    const { phone, identityNumber } = randomPerson();
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    for (const [given, errors] of [
      [{ phone, identityNumber }, ['NOT_ASKED at input.given.identityNumber']],
      [{ phone, name: 'A', address: { line: '1', province: 'Huế' } }, ['name', 'address']],
      [{ phone, taxCode: 'x' }, ['INVALID_FORMAT at input.given.taxCode']],
      [{}, ['REQUIRED at input.given']],
      [{ phone: ' ' }, ['REQUIRED at input.given']],
    ] as const)
      for (const by of [{ id }, { token }]) {
        const asker = 'id' in by ? customer.token : undefined;
        const answer = await answerInformation(cloud, asker, { ...by, given });
        const expected = errors.map((error) =>
          error.includes(' ') ? error : `NOT_ASKED at input.given.${error}`,
        );
        expect([given, userErrors(answer)]).toEqual([given, expected]);
      }
    const left = changes(before, await scanTables(cloud)).filter((one) => !one.includes('IDEMPOTENCY'));
    expect(left).toEqual([]);
  });

  test('P1.5, P4.2: identity that was given before is confirmed, never replaced', async () => {
    const customer = await servedCustomer(cloud, { changes: { language: 'en' } });
    const { id } = await asked(customer, ['IDENTITY_NUMBER']);
    const other = { identityNumber: randomPerson().identityNumber };
    expect(userErrors(await answerInformation(cloud, customer.token, { id, given: other }))).toEqual([
      'ALREADY_PROVIDED at input.given.identityNumber',
    ]);
    const same = { identityNumber: customer.identityNumber };
    expect(userErrors(await answerInformation(cloud, customer.token, { id, given: same }))).toEqual([]);
    expect((await own(customer)).identityNumber).toBe(customer.identityNumber);
  });

  test('P1.5: only for something open of this very customer, and only of the customer', async () => {
    const [customer, other] = [await sparse(), await sparse()];
    const foreign = await openedRequest(cloud, other.token);
    const input = { customerId: customer.id, fields: ['PHONE'], why: 'x' };
    for (const reference of [foreign, 'REQ-0123456789', 'because'])
      expect(userErrors(await requestInformation(cloud, support, { ...input, reference }))).toEqual([
        'NOT_FOUND at input.reference',
      ]);
    const { id } = await asked(customer, ['PHONE']);
    const { phone } = randomPerson();
    const given = { phone };
    expect(userErrors(await answerInformation(cloud, other.token, { id, given }))).toEqual([
      'NOT_FOUND at input.id',
    ]);
    expect(codesOf(await answerInformation(cloud, undefined, { id, given }))).toEqual(['UNAUTHENTICATED']);
    expect(
      codesOf(await requestInformation(cloud, customer.token, { ...input, reference: foreign })),
    ).toEqual(['FORBIDDEN']);
  });
});

test('P1.5: by the link of the mail, once, whoever opens it first', async () => {
  const customer = await sparse();
  const { link, token } = await asked(customer, ['PHONE']);
  const { phone } = randomPerson();
  // Scanners open links: that changes nothing.
  expect((await follow(link, 'GET')).status).toBe(200);
  const input = { idempotencyKey: canary('key-'), token, given: { phone } };
  const wrong = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
  const guessed = await answerInformation(cloud, undefined, { token: wrong, given: { phone } });
  expect(userErrors(guessed)).toEqual(['LINK_INVALID at input.token']);
  for (let n = 0; n < 2; n++) {
    const answer = await answerInformation(cloud, undefined, input);
    expect(userErrors(answer)).toEqual([]);
    expect(answer.data.answerInformationRequest.informationRequest.state).toBe('ANSWERED');
  }
  expect((await own(customer)).phone).toBe(phone);
  const later = await answerInformation(cloud, undefined, { token, given: { phone } });
  expect(userErrors(later)).toEqual(['WRONG_STATE at input']);
  expect((await follow(link)).status).toBe(410);
});

/** What the frontend's page is told of a link by whoever holds it. */
const ofLink = async (token: string) => {
  const query =
    'query ($token: String!) { informationRequest(token: $token) { reference fields state given } }';
  const { data, errors } = await cloud.ask(query, { variables: { token } });
  expect(errors).toEqual([]);
  return data.informationRequest;
};

test('P1.5: the page behind the link learns which fields are asked for, and nothing of the customer', async () => {
  const customer = await sparse();
  const { reference, token } = await asked(customer, ['PHONE', 'TAX_CODE']);
  const shown = { reference, fields: ['PHONE', 'TAX_CODE'], state: 'ASKED', given: [] };
  expect(await ofLink(token)).toEqual(shown);
  const { phone } = randomPerson();
  expect(userErrors(await answerInformation(cloud, undefined, { token, given: { phone } }))).toEqual([]);
  expect(await ofLink(token)).toEqual({ ...shown, state: 'ANSWERED', given: ['PHONE'] });
  // Why, and whose it is, stand in the customer's own record.
  for (const field of ['why', 'customerId']) {
    const query = `query ($token: String!) { informationRequest(token: $token) { ${field} } }`;
    expect(codesOf(await cloud.ask(query, { variables: { token } }))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  }
});

test('P1.5: a token that was guessed, made for something else, or too often tried tells nothing', async () => {
  const customer = await sparse();
  const { token } = await asked(customer, ['PHONE']);
  const other = await registerCustomer(cloud);
  const verifying = (await verificationLink(cloud, other.email)).split('/').at(-1) ?? '';
  const wrong = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
  for (const one of ['', 'x', verifying, wrong]) expect(await ofLink(one)).toBeNull();
  for (let n = 0; n < limits.tokenAttempts; n++) await ofLink(wrong);
  expect(await ofLink(token)).toBeNull();
});

test('P1.5: declined by the page behind the link, or signed in', async () => {
  const customer = await sparse();
  const { link, id } = await asked(customer, ['PHONE']);
  expect(await follow(link)).toMatchObject({ status: 200, page: expect.stringContaining('Declined') });
  expect((await follow(link)).status).toBe(410);
  const signedIn = await asked(customer, ['TAX_CODE']);
  expect(userErrors(await declineInformation(cloud, customer.token, { id: signedIn.id }))).toEqual([]);
  const { informationRequests } = await own(customer);
  expect(informationRequests.map((one: { asked: { state: string } }) => one.asked.state)).toEqual([
    'DECLINED',
    'DECLINED',
  ]);
  const { phone } = randomPerson();
  expect(userErrors(await answerInformation(cloud, customer.token, { id, given: { phone } }))).toEqual([
    'WRONG_STATE at input',
  ]);
});

test('P1.5: reminds once after seven days, whose link works, and expires after fourteen', async () => {
  const [first, second] = [await sparse(), await sparse()];
  const [one, other] = [await asked(first, ['PHONE']), await asked(second, ['PHONE'])];
  for (const days of [6.9, 7.1, 8, 13.9]) await clockAt(days);
  const reminder = await linkTo(first, one.reference, 2);
  await mailsSettled(cloud);
  const sent = (await mailsTo(cloud, first.email)).filter(({ links }) =>
    links.some((link) => link.includes('/information/')),
  );
  expect(sent).toHaveLength(2);
  const { phone } = randomPerson();
  const token = reminder.split('/').at(-1);
  expect(userErrors(await answerInformation(cloud, undefined, { token, given: { phone } }))).toEqual([]);
  expect((await own(first)).phone).toBe(phone);

  await clockAt(14.1);
  expect((await own(second)).informationRequests[0].asked).toMatchObject({ state: 'EXPIRED', given: [] });
  expect((await own(first)).informationRequests[0].asked.state).toBe('ANSWERED');
  const late = await answerInformation(cloud, second.token, { id: other.id, given: { phone } });
  expect(userErrors(late)).toEqual(['WRONG_STATE at input']);
});

/** What the clock does at a minute so many days ahead. */
async function clockAt(days: number) {
  const beside = await startBeside(cloud, { functions: ['clock'], hoursAhead: days * 24 });
  await beside.invoke('clock', {});
  await beside.stop();
}
