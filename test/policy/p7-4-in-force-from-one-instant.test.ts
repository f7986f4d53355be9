import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { approved, nextContent, publish } from '../harness/policy-drafts.ts';
import { randomPerson, registerCustomer, registerMutation, registrationInput } from '../harness/register.ts';

let cloud: TestCloud;
/** Functions that have nothing in memory: of now, and of an hour later. */
let now: Beside;
let later: Beside;
beforeAll(async () => {
  cloud = await startTestCloud();
  [now, later] = await Promise.all([
    startBeside(cloud, { functions: ['api'] }),
    startBeside(cloud, { functions: ['api'], hoursAhead: 1 }),
  ]);
});
afterAll(async () => {
  await Promise.all([now.stop(), later.stop()]);
  await cloud.stop();
});

const inForce = async (at: Pick<Beside, 'ask'>) => {
  const { data } = await at.ask(
    `{ policyInForce(language: vi) { version text }
       registration: collectionNotice(form: REGISTRATION, language: vi) { version text choices { purpose } }
       payment: collectionNotice(form: PAYMENT_DETAILS, language: vi) { version text } }`,
  );
  const { policyInForce, registration, payment } = data;
  expect([registration.text, payment.text]).toEqual([policyInForce.text, policyInForce.text]);
  return [policyInForce.version, registration.version, payment.version];
};

test('P7.4: until its instant the old version is in force, from it on the new one, everywhere', async () => {
  const consents = (['NEW_PRODUCTS', 'PROMOTIONS', 'SURVEYS'] as const).map((purpose) => ({
    purpose,
    channel: 'EMAIL',
    granted: true,
  }));
  const customer = await registerCustomer(cloud, randomPerson(), { consents });
  const refused = consents.map((one) => ({ ...one, granted: false }));
  const refuser = await registerCustomer(cloud, randomPerson(), { consents: refused });
  const content = nextContent();
  const author = await cloud.employee('privacy_officer');
  const id = await approved(cloud, [author, await cloud.employee('privacy_officer')], { content });
  const published = await publish(cloud, author, id);
  expect(userErrors(published)).toEqual([]);
  const { version, effectiveAt, publishedAt } = published.data.publishPolicy.version;
  expect(version).toBe(2);
  expect(effectiveAt > publishedAt).toBe(true);

  // Known to everybody, and not in force yet.
  expect(await inForce(cloud)).toEqual([1, 1, 1]);
  expect(await inForce(now)).toEqual([1, 1, 1]);
  const early = await registrationInput(cloud, randomPerson());
  const token = await cloud.customer(canary('user'));
  const register = (at: Pick<Beside, 'ask'>, input: unknown) =>
    at.ask(registerMutation, { token, variables: { input } });
  expect(userErrors(await register(now, { ...early, notice: await noticeAt(later) }))).toEqual([
    'POLICY_VERSION_NOT_IN_FORCE at input.notice.version',
  ]);

  const before = new Date(Date.parse(effectiveAt) - 1).toISOString();
  const { data } = await now.ask(
    'query At($before: DateTime!, $from: DateTime!) { before: policyInForce(at: $before) { version } from: policyInForce(at: $from) { version } policyVersions { version effectiveAt } }',
    { variables: { before, from: effectiveAt } },
  );
  expect([data.before.version, data.from.version]).toEqual([1, 2]);
  expect(data.policyVersions).toHaveLength(2);
  expect(data.policyVersions[1]).toEqual({ version: 2, effectiveAt });

  // An hour later.
  expect(await inForce(later)).toEqual([2, 2, 2]);
  expect(userErrors(await register(later, { ...early, idempotencyKey: canary('key-') }))).toEqual([
    'POLICY_VERSION_NOT_IN_FORCE at input.notice.version',
  ]);
  const notice = await noticeAt(later);
  const again = { ...early, idempotencyKey: canary('key-'), notice };
  const unknown = { ...again, consents: [{ purpose: 'PROMOTIONS', channel: 'EMAIL', granted: true }] };
  expect(userErrors(await register(later, unknown))).toEqual(['UNKNOWN_PURPOSE at input.consents.0.purpose']);
  expect(userErrors(await register(later, { ...again, idempotencyKey: canary('key-') }))).toEqual([]);

  // What was agreed to under the old words counts as not given where the words are others; a refusal stays one.
  expect(await staleAt(now, customer.token)).toEqual([]);
  expect(await staleAt(later, customer.token)).toEqual(['PROMOTIONS', 'SURVEYS']);
  expect(await staleAt(later, refuser.token)).toEqual([]);
  const { data: told } = await later.ask(
    `{ policyDifference(from: 1, to: 2, language: vi) { textChanged sensitiveNoticeChanged stalePurposes
         purposes { purpose before { wording advertising } after { wording advertising } } }
       none: policyDifference(from: 1, to: 3) { textChanged } }`,
  );
  expect(told.none).toBeNull();
  expect(told.policyDifference).toMatchObject({
    textChanged: true,
    sensitiveNoticeChanged: false,
    stalePurposes: ['PROMOTIONS', 'SURVEYS'],
    purposes: [
      { purpose: 'PROMOTIONS', after: null },
      { purpose: 'SURVEYS', before: { advertising: false }, after: { advertising: true } },
    ],
  });
});

async function noticeAt(at: Pick<Beside, 'ask'>) {
  const { data } = await at.ask('{ collectionNotice(form: REGISTRATION, language: vi) { version digest } }');
  return { ...data.collectionNotice, language: 'vi' };
}

async function staleAt(at: Pick<Beside, 'ask'>, token: string): Promise<readonly string[]> {
  const { data } = await at.ask('{ me { consents { choices { purpose stale } } } }', { token });
  const choices: { purpose: string; stale: boolean }[] = data.me.consents.choices;
  expect(choices.map(({ purpose }) => purpose).sort()).toEqual([
    'NEW_PRODUCTS',
    'PROMOTIONS',
    'STORAGE',
    'SURVEYS',
  ]);
  return choices.flatMap(({ purpose, stale }) => (stale ? [purpose] : [])).sort();
}
