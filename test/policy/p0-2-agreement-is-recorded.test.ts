import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { mailsSettled } from '../harness/mails.ts';
import {
  localIdOf,
  randomPerson,
  registerCustomer,
  registerMutation,
  registrationInput,
} from '../harness/register.ts';
import { changes, type Item, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const register = (token: string, input: unknown, at: Pick<TestCloud | Beside, 'ask'> = cloud) =>
  at.ask(registerMutation, { token, variables: { input } });

async function notice(language: 'vi' | 'en') {
  const { data } = await cloud.ask(
    `{ collectionNotice(form: REGISTRATION, language: ${language}) { version digest text sensitiveNotice }
       policyInForce(language: ${language}) { purposes { advertising coveredByAgreement purpose wording } } }`,
  );
  // As anybody can compute it: keys in order, no white space.
  const { version, digest, text, sensitiveNotice } = data.collectionNotice;
  const all = JSON.stringify({ purposes: data.policyInForce.purposes, sensitiveNotice, text });
  return { version: version as number, digest: digest as string, all };
}

const acceptances = (items: readonly Item[]) => items.filter((item) => textOf(item, 'type') === 'ACCEPTANCE');

test.each(['vi', 'en'] as const)(
  'P0.2: a registration records which version was accepted, when, how, and in which words (%s)',
  async (language) => {
    const shown = await notice(language);
    expect(shown.digest).toBe(createHash('sha256').update(shown.all).digest('hex'));
    const { version, digest } = shown;
    const changed = { notice: { version, digest, language } };
    const started = new Date().toISOString();
    const { token, id } = await registerCustomer(cloud, randomPerson(), changed);
    const ended = new Date().toISOString();

    const { data } = await cloud.ask('{ me { consents { acceptedVersion acceptedAt versionInForce } } }', {
      token,
    });
    const { acceptedAt } = data.me.consents;
    expect(data.me.consents).toEqual({ acceptedVersion: version, versionInForce: version, acceptedAt });
    expect(acceptedAt >= started && acceptedAt <= ended).toBe(true);

    const facts = (await recordsOf(cloud, 'CONSENT_FACT')).filter(
      (fact) => textOf(fact, 'pk') === `CUS#${localIdOf(id)}`,
    );
    const [accepted, ...more] = acceptances(facts);
    expect(more).toEqual([]);
    const said = (name: string) => textOf(accepted, name);
    expect([said('manner'), said('language'), said('textDigest'), said('at'), said('actor')]).toEqual([
      'EXPLICIT',
      language,
      digest,
      acceptedAt,
      `customer:${localIdOf(id)}`,
    ]);
    expect(Number(accepted?.policyVersion?.N)).toBe(version);
  },
);

test('P0.2: what was not agreed to, or is not the version in force word for word, leaves no customer', async () => {
  const { version, digest } = await notice('vi');
  const { digest: english } = await notice('en');
  const wrong: readonly [Record<string, unknown>, string][] = [
    [{ agreed: false }, 'NOT_AGREED at input.agreed'],
    [
      { notice: { version: version + 1, language: 'vi', digest } },
      'POLICY_VERSION_NOT_IN_FORCE at input.notice.version',
    ],
    [
      { notice: { version: version - 1, language: 'vi', digest } },
      version === 1
        ? 'INVALID_FORMAT at input.notice.version'
        : 'POLICY_VERSION_NOT_IN_FORCE at input.notice.version',
    ],
    [{ notice: { version, language: 'vi', digest: english } }, 'NOTICE_MISMATCH at input.notice.digest'],
    [{ notice: { version, language: 'en', digest } }, 'NOTICE_MISMATCH at input.notice.digest'],
    [
      { notice: { version, language: 'vi', digest: digest.replace(/^./, (c) => (c === '0' ? '1' : '0')) } },
      'NOTICE_MISMATCH at input.notice.digest',
    ],
  ];
  const token = await cloud.customer(canary('user'));
  const input = await registrationInput(cloud, randomPerson());
  // Mails of the tests before must not be taken for what is written here.
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  for (const [change, expected] of wrong) {
    const idempotencyKey = canary('key-');
    expect(userErrors(await register(token, { ...input, idempotencyKey, ...change }))).toEqual([expected]);
  }
  for (const missing of ['agreed', 'notice', 'storage', 'consents']) {
    const { [missing]: _, ...rest } = input;
    const { data, errors } = await register(token, rest);
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
  }
  // The answers to repeat, which hold a code and a path; no customer, no key, no claim, no mail, no act.
  // How the mails of before fared may still be told.
  const written = changes(before, await scanTables(cloud)).filter((one) => one !== '~ records MAIL');
  expect([...new Set(written)]).toEqual(['+ records IDEMPOTENCY']);
  expect((await cloud.ask('{ me { id } }', { token })).data).toEqual({ me: null });
  // The same person, in the right words: it was nothing else.
  expect(userErrors(await register(token, { ...input, idempotencyKey: canary('key-') }))).toEqual([]);
});

test('P0.2: however a registration breaks off, there are as many acceptances as customers', async () => {
  const beside = await startBeside(cloud);
  const count = async () => {
    const { records } = await scanTables(cloud);
    const customers = records
      .filter((item) => textOf(item, 'kind') === 'CUSTOMER')
      .map((item) => textOf(item, 'pk'));
    const accepted = acceptances(records).map((item) => textOf(item, 'pk'));
    const states = records
      .filter((item) => textOf(item, 'kind') === 'CONSENT_STATE')
      .map((item) => textOf(item, 'pk'));
    expect(accepted.sort()).toEqual(customers.sort());
    expect(states.sort()).toEqual(customers);
    return customers.length;
  };
  const before = await count();
  for (const fault of ['DENIED', 'BROKEN', 'LOST'] as const) {
    const token = await cloud.customer(canary('user'));
    const input = await registrationInput(cloud, randomPerson());
    let calls = 0;
    beside.dynamo.setFault(({ operation }) =>
      operation === 'TransactWriteItems' && (fault === 'DENIED' || ++calls < 3) ? fault : undefined,
    );
    await register(token, input, beside);
    beside.dynamo.setFault(undefined);
    await count();
    // The caller asks again with the same key: once is once.
    expect(userErrors(await register(token, input, beside))).toEqual([]);
  }
  await beside.stop();
  expect(await count()).toBe(before + 3);
});

test('P0.2: agreeing to the policy grants nothing by itself', async () => {
  const { token } = await registerCustomer(cloud, randomPerson(), { consents: [] });
  const { data } = await cloud.ask('{ me { consents { choices { purpose channel granted } } } }', { token });
  expect(data.me.consents.choices).toEqual([{ purpose: 'STORAGE', channel: null, granted: true }]);
});
