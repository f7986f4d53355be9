import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Chosen, choicesOf, confirmationsOf, noticeInForce, setConsents } from '../harness/consents.ts';
import { mailsSettled } from '../harness/mails.ts';
import { randomPerson, registerCustomer } from '../harness/register.ts';
import { changes, scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const chosen = (purpose: string, channel: string, granted: boolean): Chosen => ({
  purpose,
  channel,
  granted,
});

test('P1.2: each purpose has its own answer for each channel, and one says nothing of another', async () => {
  const { token, id } = await registerCustomer(cloud, randomPerson(), { consents: [] });
  const notice = await noticeInForce(cloud);
  const consents = [
    chosen('PROMOTIONS', 'EMAIL', true),
    chosen('PROMOTIONS', 'PHONE', false),
    chosen('NEW_PRODUCTS', 'MESSAGE', true),
  ];
  expect(userErrors(await setConsents(cloud, token, { notice, consents }))).toEqual([]);
  expect(await choicesOf(cloud, token)).toEqual([
    'NEW_PRODUCTS MESSAGE yes',
    'PROMOTIONS EMAIL yes',
    'PROMOTIONS PHONE no',
  ]);
  expect(await confirmationsOf(cloud, id)).toEqual([{ purposes: ['PROMOTIONS'], channels: ['PHONE'] }]);
  // Taken back for one channel: the others stay as they were.
  const back = [chosen('PROMOTIONS', 'EMAIL', false)];
  expect(userErrors(await setConsents(cloud, token, { consents: back }))).toEqual([]);
  expect(await choicesOf(cloud, token)).toEqual([
    'NEW_PRODUCTS MESSAGE yes',
    'PROMOTIONS EMAIL no',
    'PROMOTIONS PHONE no',
  ]);
  // And given again: the last word counts.
  const again = [chosen('PROMOTIONS', 'EMAIL', true)];
  expect(userErrors(await setConsents(cloud, token, { notice, consents: again }))).toEqual([]);
  expect(await choicesOf(cloud, token)).toContain('PROMOTIONS EMAIL yes');
});

test('P1.2: what is no clear choice is refused, and leaves everything as it was', async () => {
  const { token } = await registerCustomer(cloud);
  const notice = await noticeInForce(cloud);
  const english = await noticeInForce(cloud, 'en');
  const grant = [chosen('SURVEYS', 'EMAIL', true)];
  const wrong: readonly [Record<string, unknown>, string][] = [
    [{ consents: grant }, 'REQUIRED at input.notice'],
    [
      { consents: grant, notice: { ...notice, version: notice.version + 1 } },
      'POLICY_VERSION_NOT_IN_FORCE at input.notice.version',
    ],
    [
      { consents: grant, notice: { ...notice, digest: english.digest } },
      'NOTICE_MISMATCH at input.notice.digest',
    ],
    [
      { consents: grant, notice: { ...notice, digest: 'no digest' } },
      'INVALID_FORMAT at input.notice.digest',
    ],
    [{ consents: [chosen('STORAGE', 'EMAIL', false)] }, 'UNKNOWN_PURPOSE at input.consents.0.purpose'],
    [
      { consents: [...grant, chosen('SURVEYS', 'EMAIL', false)], notice },
      'INVALID_FORMAT at input.consents.1',
    ],
    [{ consents: grant, notice, idempotencyKey: 'short' }, 'IDEMPOTENCY_KEY_INVALID at input.idempotencyKey'],
  ];
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  for (const [input, expected] of wrong)
    expect(userErrors(await setConsents(cloud, token, input))).toEqual([expected]);
  const written = changes(before, await scanTables(cloud)).filter((one) => !one.includes('MAIL'));
  expect([...new Set(written)]).toEqual(['+ records IDEMPOTENCY']);
  expect(
    userErrors(await setConsents(cloud, await cloud.customer(canary('user')), { consents: [] })),
  ).toEqual(['NOT_REGISTERED at input']);
});

test('P1.2: under 16 every refusal is taken, and marketing is granted by no child', async () => {
  const born = new Date();
  born.setUTCFullYear(born.getUTCFullYear() - 15);
  const dateOfBirth = born.toISOString().slice(0, 10);
  const child = await registerCustomer(cloud, { ...randomPerson(), dateOfBirth }, { consents: [] });
  const notice = await noticeInForce(cloud);
  const consents = [chosen('SERVICE_NOTICE', 'MESSAGE', true), chosen('SURVEYS', 'EMAIL', true)];
  expect(userErrors(await setConsents(cloud, child.token, { notice, consents }))).toEqual([
    'GUARDIAN_REQUIRED at input.consents.1.granted',
  ]);
  expect(await choicesOf(cloud, child.token)).toEqual([]);
  const refused = [chosen('SERVICE_NOTICE', 'MESSAGE', true), chosen('SURVEYS', 'EMAIL', false)];
  expect(userErrors(await setConsents(cloud, child.token, { notice, consents: refused }))).toEqual([]);
  expect(await choicesOf(cloud, child.token)).toEqual(['SERVICE_NOTICE MESSAGE yes', 'SURVEYS EMAIL no']);
});

test('P1.2: a birth date that is told later counts from then on', async () => {
  const { dateOfBirth: _, ...person } = randomPerson();
  const { token } = await registerCustomer(cloud, { ...person, dateOfBirth: '' }, { dateOfBirth: null });
  const needsGuardian = async () =>
    (await cloud.ask('{ me { consents { needsGuardian } revisions { identity } } }', { token })).data.me;
  const { consents, revisions } = await needsGuardian();
  expect(consents.needsGuardian).toBe(false);
  const born = new Date();
  born.setUTCFullYear(born.getUTCFullYear() - 15);
  const input = {
    idempotencyKey: canary('key-'),
    expectedRevision: revisions.identity,
    dateOfBirth: born.toISOString().slice(0, 10),
  };
  const provide =
    'mutation ($input: ProvideIdentityDetailsInput!) { provideIdentityDetails(input: $input) { errors { code path } } }';
  expect(userErrors(await cloud.ask(provide, { token, variables: { input } }))).toEqual([]);
  expect((await needsGuardian()).consents.needsGuardian).toBe(true);
  const notice = await noticeInForce(cloud);
  const again = [chosen('PROMOTIONS', 'EMAIL', true)];
  expect(userErrors(await setConsents(cloud, token, { notice, consents: again }))).toEqual([
    'GUARDIAN_REQUIRED at input.consents.0.granted',
  ]);
});
