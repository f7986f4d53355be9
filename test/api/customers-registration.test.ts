import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { mailsSettled, waitForMails } from '../harness/mails.ts';
import { randomPerson, registerCustomer, registerMutation, registrationInput } from '../harness/register.ts';
import { changes, scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const register = (token: string, input: unknown) =>
  cloud.ask(registerMutation, { token, variables: { input } });
const own = `{ me { id kind language name phone email { address state } address { line ward district province country postalCode }
  dateOfBirth identityNumber registeredAt payment { taxCode } customerNumbers { number }
  revisions { contact identity payment } consents { acceptedVersion choices { purpose channel granted } } } }`;
/** What a registration writes, when identity details and a phone number were given. */
const written = [
  '+ audit REGISTER_CUSTOMER',
  '+ keys KEYS',
  '+ records BINDING',
  '+ records CHANGE',
  '+ records CONSENT_FACT',
  '+ records CONSENT_FACT',
  '+ records CONSENT_FACT',
  '+ records CONSENT_STATE',
  '+ records CONTACT_STATE',
  '+ records CUSTOMER',
  '+ records EMAIL_CLAIM',
  '+ records IDEMPOTENCY',
  '+ records MAIL',
  '+ records PHONE',
  '+ records SIGNALS',
  '+ records TOKEN',
];
/** Without what counts, and what the mail's own way adds. */
const byRegistering = (all: readonly string[]) =>
  all.filter((change) => !/COUNTER|MAIL_BEGUN|~ records MAIL/.test(change));

test('a customer signs up and reads back what was given', async () => {
  const person = randomPerson();
  const { token, id } = await registerCustomer(cloud, person, { language: 'en' });
  const { data } = await cloud.ask(own, { token });
  expect(data.me).toEqual({
    id,
    kind: 'INDIVIDUAL',
    language: 'en',
    name: person.name,
    phone: person.phone,
    email: { address: person.email, state: 'UNVERIFIED' },
    address: {
      line: person.line,
      ward: null,
      district: null,
      province: 'Đà Nẵng',
      country: 'VN',
      postalCode: null,
    },
    dateOfBirth: person.dateOfBirth,
    identityNumber: person.identityNumber,
    registeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    payment: null,
    customerNumbers: [],
    revisions: { contact: 1, identity: 1, payment: 0 },
    consents: {
      acceptedVersion: 1,
      choices: expect.arrayContaining([{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: true }]),
    },
  });
  const [mail] = await waitForMails(cloud, person.email);
  expect(mail?.text).toContain('/links/verify-email/');
});

test('before registration there is nobody', async () => {
  const token = await cloud.customer(canary('user'));
  expect((await cloud.ask(own, { token })).data).toEqual({ me: null });
  const update = `mutation { setLanguage(input: { idempotencyKey: "some-key-1", language: en }) { me { id } errors { code path } } }`;
  expect(userErrors(await cloud.ask(update, { token }))).toEqual(['NOT_REGISTERED at input']);
});

test('the least that can be given, and an organisation with everything', async () => {
  const {
    phone: _,
    address: __,
    dateOfBirth: ___,
    identityNumber: ____,
    ...least
  } = await registrationInput(cloud, randomPerson(), { consents: [] });
  const token = await cloud.customer(canary('user'));
  expect(userErrors(await register(token, least))).toEqual([]);
  const { me } = (await cloud.ask(own, { token })).data;
  expect(me).toMatchObject({
    phone: null,
    address: null,
    dateOfBirth: null,
    identityNumber: null,
    revisions: { identity: 0 },
  });

  const { token: company } = await registerCustomer(cloud, randomPerson(), {
    kind: 'ORGANISATION',
    name: 'Công ty TNHH MTV "Mây & Gió" (Đà Nẵng) 24/7',
    identityNumber: '0401234567',
    dateOfBirth: undefined,
    address: {
      line: 'Số 12, ngõ 3/45',
      ward: 'Phường Hải Châu',
      district: 'Quận Hải Châu',
      province: 'Đà Nẵng',
      postalCode: '550000',
    },
  });
  expect((await cloud.ask(own, { token: company })).data.me).toMatchObject({
    kind: 'ORGANISATION',
    name: 'Công ty TNHH MTV "Mây & Gió" (Đà Nẵng) 24/7',
    identityNumber: '0401234567',
    address: { ward: 'Phường Hải Châu', postalCode: '550000', country: 'VN' },
  });
});

describe('as people write it', () => {
  const subscriber = () => String(Math.random()).slice(2, 9).padEnd(7, '3');
  test.each([
    ['+84', (n: string) => `+8490${n}`],
    ['0', (n: string) => `090${n}`],
    ['spaces and dots', (n: string) => ` 090 ${n.slice(0, 3)}.${n.slice(3)} `],
    ['(+84)', (n: string) => `(+84) 90-${n}`],
    ['84 without a plus', (n: string) => `8490${n}`],
    ['00', (n: string) => `008490${n}`],
  ])('a phone number with %s is one number', async (_, written) => {
    const number = subscriber();
    const { token, id } = await registerCustomer(cloud, randomPerson(), { phone: written(number) });
    expect((await cloud.ask('{ me { phone } }', { token })).data.me.phone).toBe(`+8490${number}`);
    for (const asked of [`+8490${number}`, `0 90 ${number}`, written(number)]) {
      const found = await cloud.ask('query ($phone: PhoneNumber!) { findCustomer(phone: $phone) { id } }', {
        token: await cloud.staff('support'),
        variables: { phone: asked },
      });
      expect(found.data.findCustomer).toEqual([{ id }]);
    }
  });

  test.each([
    ['composed', 'Nguyễn Thị Ở Đặng'.normalize('NFC')],
    ['decomposed', 'Nguyễn Thị Ở Đặng'.normalize('NFD')],
    ['in wide spaces', '  Nguyễn\u00a0Thị \t Ở\u3000Đặng\n'],
  ])('a Vietnamese name %s is one name', async (_, name) => {
    const { token } = await registerCustomer(cloud, randomPerson(), { name });
    expect((await cloud.ask('{ me { name } }', { token })).data.me.name).toBe(
      'Nguyễn Thị Ở Đặng'.normalize('NFC'),
    );
  });

  test.each(["H'Hen Niê", 'Y Blim Êban', 'Jean-Baptiste O’Brien, Jr.', '王小明', 'Nguyễn Ư'])(
    'the name %s is taken',
    async (name) => {
      const { token } = await registerCustomer(cloud, randomPerson(), { name });
      expect((await cloud.ask('{ me { name } }', { token })).data.me.name).toBe(name);
    },
  );

  test('an address keeps the case of its local part, and is found in any', async () => {
    const local = canary('Mixed');
    const { token, id } = await registerCustomer(cloud, randomPerson(), { email: ` ${local}@MAIL.Example ` });
    expect((await cloud.ask('{ me { email { address } } }', { token })).data.me.email.address).toBe(
      `${local}@mail.example`,
    );
    const query = `{ findCustomer(email: "${local.toUpperCase()}@mail.EXAMPLE") { id } }`;
    expect((await cloud.ask(query, { token: await cloud.staff('billing') })).data.findCustomer).toEqual([
      { id },
    ]);
    await mailsSettled(cloud);
    expect(await waitForMails(cloud, `${local}@mail.example`)).toHaveLength(1);
  });
});

describe('once is once', () => {
  test('the same key and input is answered again, and writes nothing again', async () => {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, randomPerson());
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const first = await register(token, input);
    await mailsSettled(cloud);
    const after = await scanTables(cloud);
    expect(userErrors(first)).toEqual([]);
    expect(byRegistering(changes(before, after))).toEqual(written);
    const second = await register(token, input);
    expect(second.data).toEqual(first.data);
    expect(changes(after, await scanTables(cloud))).toEqual([]);
  });

  test('the same key with another input is refused, and writes nothing', async () => {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, randomPerson());
    expect(userErrors(await register(token, input))).toEqual([]);
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const again = await register(token, { ...input, name: 'Trần Văn Khác' });
    expect(userErrors(again)).toEqual(['IDEMPOTENCY_KEY_REUSED at input.idempotencyKey']);
    expect(changes(before, await scanTables(cloud))).toEqual([]);
  });

  test('a key is its caller’s own: others may use the same', async () => {
    const idempotencyKey = canary('key-');
    await registerCustomer(cloud, randomPerson(), { idempotencyKey });
    await registerCustomer(cloud, randomPerson(), { idempotencyKey });
  });

  test('a refusal is answered again too, and another key is judged afresh', async () => {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, randomPerson());
    const wrong = { ...input, notice: { version: 1, language: 'vi', digest: 'f'.repeat(64) } };
    for (let n = 0; n < 2; n++)
      expect(userErrors(await register(token, wrong))).toEqual(['NOTICE_MISMATCH at input.notice.digest']);
    expect(userErrors(await register(token, input))).toEqual([
      'IDEMPOTENCY_KEY_REUSED at input.idempotencyKey',
    ]);
    expect(userErrors(await register(token, { ...input, idempotencyKey: canary() }))).toEqual([]);
  });

  test('a subject registers once, whatever the key', async () => {
    const { token } = await registerCustomer(cloud);
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const again = await register(token, await registrationInput(cloud, randomPerson()));
    expect(userErrors(again)).toEqual(['ALREADY_REGISTERED at input']);
    expect(changes(before, await scanTables(cloud))).toEqual(['+ records IDEMPOTENCY']);
  });

  test('of registrations at the same moment one wins, the same key or not', async () => {
    for (const keys of [
      ['one-and-the-same', 'one-and-the-same', 'one-and-the-same'],
      ['key-number-1', 'key-number-2', 'key-number-3'],
    ]) {
      const token = await cloud.customer(canary('user'));
      const input = await registrationInput(cloud, randomPerson());
      await mailsSettled(cloud);
      const before = await scanTables(cloud);
      const answers = await Promise.all(
        keys.map((idempotencyKey) => register(token, { ...input, idempotencyKey })),
      );
      await mailsSettled(cloud);
      expect(answers.flatMap(codesOf)).toEqual([]);
      const refused = answers.map(userErrors).filter((errors) => errors.length > 0);
      const [first] = keys;
      expect(refused).toEqual(keys.filter((key) => key !== first).map(() => ['ALREADY_REGISTERED at input']));
      const ids = new Set(answers.flatMap(({ data }) => data.registerCustomer.me?.id ?? []));
      expect(ids.size).toBe(1);
      const made = byRegistering(changes(before, await scanTables(cloud)));
      expect(made.filter((change) => change !== '+ records IDEMPOTENCY')).toEqual(
        written.filter((change) => change !== '+ records IDEMPOTENCY'),
      );
    }
  });
});

test('registrations of one address are counted, and held back beyond the limit', async () => {
  const beside = await startBeside(cloud, { environment: { REGISTRATIONS_PER_HOUR: '1' } });
  const input = await registrationInput(cloud, randomPerson());
  const token = await cloud.customer(canary('user'));
  const answer = await beside.ask(registerMutation, { token, variables: { input } });
  // The file's own registrations were counted before.
  expect(codesOf(answer)).toEqual(['RATE_LIMITED']);
  expect(answer.errors[0]?.extensions.retryAfter).toBeGreaterThan(0);
  // It is no answer to the input: later the same key goes through.
  expect(userErrors(await register(token, input))).toEqual([]);
  await beside.stop();
});
