import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { noted } from '../../lambda/domain/contact/judge-suspicion.ts';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf } from '../harness/consents.ts';
import { atOnce, changeLink, moveLater, ownAddress, requestChange } from '../harness/email-changes.ts';
import { trailOf } from '../harness/employees.ts';
import { type Filed, openFiled } from '../harness/filed.ts';
import { askFrom, causesOf, heldByStaff, liftHold, recordContact, releaseHold } from '../harness/holds.ts';
import { eventually, follow, mailsTo, registerVerified } from '../harness/mails.ts';
import { servedCustomer } from '../harness/notices.ts';
import { localIdOf, type Registered, randomPayment, randomPerson } from '../harness/register.ts';
import { answerInformation, openedRequest, requestInformation } from '../harness/requests.ts';
import { textOf } from '../harness/tables.ts';
import { takeEnvironment } from '../harness/take-environment.ts';

vi.setConfig({ testTimeout: 120_000 });

let cloud: TestCloud;
let filed: Filed;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  takeEnvironment(cloud);
  filed = openFiled(cloud);
  support = await cloud.employee('support');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

const notMine = { confirmed: ['IDENTITY', 'REQUESTS_ARE_NOT_MINE'] };
const addressOf = async ({ token }: Registered) => (await ownAddress(cloud, token)).email.address;

test('P3.6: a change of address that the customer disowns is stopped as the hold is lifted, whoever agreed to it before', async () => {
  const customer = await registerVerified(cloud);
  const next = `${canary('e')}@hostile.example`;
  await requestChange(cloud, customer.token, next);
  const agree = atOnce(await changeLink(cloud, customer.email, 'stop-change'));
  expect((await follow(agree)).status).toBe(200);
  const held = await heldByStaff(cloud, support, customer.id);
  const confirm = await changeLink(cloud, next, 'confirm-change');
  expect((await follow(confirm)).status).toBe(200);
  expect(await moveLater(customer, 0.1)).toBe('POSTPONED');
  expect(userErrors(await recordContact(cloud, support, held, notMine))).toEqual([]);
  expect((await releaseHold(cloud, support, held)).data.releaseEmailHold.hold.state).toBe('LIFTED');
  expect(await moveLater(customer, 1000)).toBe('WAITING');
  const { email, emailChange } = await ownAddress(cloud, customer.token);
  expect([email.address, emailChange.state]).toEqual([customer.email, 'STOPPED']);
  for (const link of [agree, confirm]) expect((await follow(link)).status).toBeGreaterThanOrEqual(400);
  const stopped = (await trailOf(cloud, support)).filter(
    (row) =>
      textOf(row, 'action') === 'STOP_EMAIL_CHANGE' && textOf(row, 'customerId') === localIdOf(customer.id),
  );
  expect(stopped.map((row) => textOf(row, 'reference'))).toEqual([held.id]);
});

test('P3.6: a change that waited for a hold switches 72 hours after the lift, on no earlier yes of the held mailbox', async () => {
  const customer = await registerVerified(cloud);
  const next = `${canary('e')}@mail.example`;
  await requestChange(cloud, customer.token, next);
  await follow(atOnce(await changeLink(cloud, customer.email, 'stop-change')));
  const held = await heldByStaff(cloud, support, customer.id);
  await follow(await changeLink(cloud, next, 'confirm-change'));
  await liftHold(cloud, support, held);
  expect((await ownAddress(cloud, customer.token)).emailChange).toMatchObject({
    state: 'PENDING',
    agreedAt: null,
  });
  for (const hours of [1, 71.9]) {
    expect(await moveLater(customer, hours)).toBe('WAITING');
    expect(await addressOf(customer)).toBe(customer.email);
  }
  expect(await moveLater(customer, 72.1)).toBe('SWITCHED');
  expect(await addressOf(customer)).toBe(next);
});

const revise = async ({ token }: Registered, name: string, dataClass: string, given: object) => {
  const { data } = await cloud.ask(`{ me { revisions { ${dataClass} } } }`, { token });
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const input = { idempotencyKey: canary('key-'), expectedRevision: data.me.revisions[dataClass], ...given };
  const mutation = `mutation R($input: ${type}) { ${name}(input: $input) { errors { code path } } }`;
  expect(userErrors(await cloud.ask(mutation, { token, variables: { input } }))).toEqual([]);
};
const setPhone = (customer: Registered) =>
  revise(customer, 'updateContactDetails', 'contact', { phone: randomPerson().phone });

test('P3.6: nobody is reached by a number or an address that was set since the hold, nor shortly before', async () => {
  const reached = async (held: { customerId: string; id: string }, channel: string) =>
    userErrors(await recordContact(cloud, support, held, { channel }));
  const refused = ['ADDRESS_HELD at input.channel'];
  const [changing, giving, early] = [
    await registerVerified(cloud),
    await servedCustomer(cloud, { changes: { phone: null, address: null } }),
    await registerVerified(cloud),
  ];
  // What was there from the beginning is good, until somebody sets another: in place of one, or for the first time.
  const held = await heldByStaff(cloud, support, changing.id);
  expect([await reached(held, 'PHONE'), await reached(held, 'POST')]).toEqual([[], []]);
  await setPhone(changing);
  expect([await reached(held, 'PHONE'), await reached(held, 'POST')]).toEqual([refused, []]);
  const first = await heldByStaff(cloud, support, giving.id);
  await setPhone(giving);
  await revise(giving, 'provideIdentityDetails', 'identity', {
    address: { line: '1 Lê Lợi', province: 'Huế' },
  });
  expect([await reached(first, 'PHONE'), await reached(first, 'POST')]).toEqual([refused, refused]);
  expect(await reached(first, 'IN_PERSON')).toEqual([]);
  await setPhone(early);
  expect(await reached(await heldByStaff(cloud, support, early.id), 'PHONE')).toEqual(refused);
});

test('P3.6: a number set long before the hold is good; one set during it is known however long it lasts, and after the lift', async () => {
  const { signals, commit } = filed.ports;
  const days = limits.holdContradictionDays + 1;
  /** What is known of a customer, as if the number had been set so many days from now, and something else after it. */
  const setThen = async ({ id }: Registered, inDays: number) => {
    const before = await signals.load(localIdOf(id));
    const at = (n: number) => new Date(Date.now() + n * 86_400_000);
    const set = noted(before, localIdOf(id), { at: at(inDays), changes: ['phone'], sets: ['phone'] });
    const later = noted(set, localIdOf(id), { at: at(inDays + 100), isRequest: true });
    await commit([signals.put(before, { ...later, version: (before?.version ?? 0) + 1 })], []);
  };
  const [before, during] = [await registerVerified(cloud), await registerVerified(cloud)];
  await setThen(before, -days);
  const good = await heldByStaff(cloud, support, before.id);
  expect(userErrors(await recordContact(cloud, support, good))).toEqual([]);
  const held = await heldByStaff(cloud, support, during.id);
  await setThen(during, 0.001);
  const [row] = await rowsOf(cloud, during.id, 'SIGNALS');
  expect(row?.changed?.M).toEqual({});
  expect(userErrors(await recordContact(cloud, support, held))).toEqual(['ADDRESS_HELD at input.channel']);
  await recordContact(cloud, support, held, { channel: 'IN_PERSON' });
  await releaseHold(cloud, support, held);
  const again = await heldByStaff(cloud, support, during.id);
  expect(userErrors(await recordContact(cloud, support, again))).toEqual(['ADDRESS_HELD at input.channel']);
});

test('P3.6: by the link of a mail payment details are supplied or confirmed, never replaced; signed in they are, and the rule sees from where', async () => {
  const customer = await registerVerified(cloud);
  const asked = async (count: number) => {
    const reference = await openedRequest(cloud, customer.token);
    const fields = ['BANK_ACCOUNT', 'TAX_CODE'];
    const input = { customerId: customer.id, reference, fields, why: canary() };
    const answer = await requestInformation(cloud, support, input);
    expect(userErrors(answer)).toEqual([]);
    const links = await eventually(async () => {
      const mails = await mailsTo(cloud, customer.email);
      const found = mails.flatMap((mail) =>
        mail.links.filter((one) => one.includes('/information/')).slice(0, 1),
      );
      return found.length >= count ? found : undefined;
    });
    return { id: answer.data.requestInformation.informationRequest.id, token: links[0]?.split('/').at(-1) };
  };
  const account = async () => {
    const query = '{ me { payment { taxCode bankAccount { number } } } }';
    const { payment } = (await cloud.ask(query, { token: customer.token })).data.me;
    return [payment.bankAccount.number, payment.taxCode];
  };
  const elsewhere = askFrom('127.0.7.7', cloud);
  const [{ bankAccount }, other] = [randomPayment(), randomPayment().bankAccount];

  // For the first time, from wherever.
  const one = await asked(1);
  expect(
    userErrors(await answerInformation(elsewhere, undefined, { token: one.token, given: { bankAccount } })),
  ).toEqual([]);
  expect(await account()).toEqual([bankAccount.number, null]);

  // Replaced by no link, whatever is given beside it; the link lasts for what may be given.
  const two = await asked(2);
  const taxCode = '0101243150';
  const replaced = await answerInformation(elsewhere, undefined, {
    token: two.token,
    given: { bankAccount: other, taxCode },
  });
  expect(userErrors(replaced)).toEqual(['ALREADY_PROVIDED at input.given.bankAccount']);
  expect([await account(), await causesOf(cloud, support, customer.id)]).toEqual([
    [bankAccount.number, null],
    [],
  ]);
  const supplied = { token: two.token, given: { bankAccount, taxCode } };
  expect(userErrors(await answerInformation(elsewhere, undefined, supplied))).toEqual([]);
  expect(await account()).toEqual([bankAccount.number, taxCode]);

  const three = await asked(3);
  const signedIn = { id: three.id, given: { bankAccount: other } };
  expect(userErrors(await answerInformation(elsewhere, customer.token, signedIn))).toEqual([]);
  expect([await account(), await causesOf(cloud, support, customer.id)]).toEqual([
    [other.number, taxCode],
    ['NEW_ORIGIN'],
  ]);
});
