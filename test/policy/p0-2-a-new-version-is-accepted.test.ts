import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  acceptPolicy,
  historyOf,
  noticeInForce,
  recordRefusal,
  refuseAllEmail,
  rowsOf,
  setConsents,
} from '../harness/consents.ts';
import { approved, nextContent, publish } from '../harness/policy-drafts.ts';
import { localIdOf, type Registered, randomPerson, registerCustomer } from '../harness/register.ts';

let cloud: TestCloud;
/** The same an hour later, when the second version is in force. */
let later: Beside;
beforeAll(async () => {
  cloud = await startTestCloud();
  later = await startBeside(cloud, { functions: ['api'], hoursAhead: 1 });
});
afterAll(async () => {
  await later.stop();
  await cloud.stop();
});

const grants = ['NEW_PRODUCTS', 'SURVEYS'].map((purpose) => ({ purpose, channel: 'EMAIL', granted: true }));
const customers: Registered[] = [];
let content: ReturnType<typeof nextContent>;
beforeAll(async () => {
  for (let n = 0; n < 7; n++)
    customers.push(await registerCustomer(cloud, randomPerson(), { consents: grants }));
  content = nextContent();
  const author = await cloud.employee('privacy_officer');
  const id = await approved(cloud, [author, await cloud.employee('privacy_officer')], { content });
  expect(userErrors(await publish(cloud, author, id))).toEqual([]);
});

const customerAt = (n: number): Registered => {
  const found = customers[n];
  if (!found) throw new Error('there are so many customers');
  return found;
};

/** The banner of a frontend: it shows what is new, and what was chosen stays to be seen. */
async function readNotices(at: Pick<Beside, 'ask'>, token: string, fields = 'text') {
  const { data } = await at.ask(`{ me { notices(language: en) { version ${fields} } } }`, { token });
  return data.me.notices;
}

async function consentsAt(at: Pick<Beside, 'ask'>, token: string) {
  const { data } = await at.ask(
    '{ me { consents { acceptedVersion acceptedManner choices { purpose granted policyVersion stale } } } }',
    { token },
  );
  return data.me.consents;
}

async function setLanguage(at: Pick<Beside, 'ask'>, token: string) {
  const input = { idempotencyKey: canary('key-'), language: 'en' };
  const mutation =
    'mutation ($input: SetLanguageInput!) { setLanguage(input: $input) { errors { code path } } }';
  return userErrors(await at.ask(mutation, { token, variables: { input } }));
}

test('P0.2: the notice of a version that was not accepted says what is new, and what it makes stale', async () => {
  const { token } = customerAt(0);
  const fields =
    'effectiveAt language digest stalePurposes difference { textChanged purposes { purpose } } text';
  for (const at of [cloud, later]) {
    const [notice, ...more] = await readNotices(at, token, fields);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      version: 2,
      language: 'en',
      text: content.text.en,
      stalePurposes: ['SURVEYS'],
      difference: { textChanged: true, purposes: [{ purpose: 'PROMOTIONS' }, { purpose: 'SURVEYS' }] },
    });
  }
  const [row, ...more] = await rowsOf(cloud, customerAt(0).id, 'NOTICE');
  expect(more).toEqual([]);
  expect([row?.by?.S, row?.language?.S]).toEqual(['SIGNED_IN', 'en']);
});

test('P0.2: the first act after the notice accepts by use, and the evidence claims no more', async () => {
  const { token, id } = customerAt(1);
  const started = new Date().toISOString();
  await readNotices(later, token);
  const before = await consentsAt(later, token);
  expect(before.acceptedVersion).toBe(1);
  expect(await setLanguage(later, token)).toEqual([]);
  const after = await consentsAt(later, token);
  expect([after.acceptedVersion, after.acceptedManner]).toEqual([2, 'BY_USE']);
  // No choice is another, and what was stale is: it is not given until it is chosen again.
  expect(after.choices).toEqual(before.choices);
  expect(after.choices).toContainEqual({ purpose: 'SURVEYS', granted: true, policyVersion: 1, stale: true });

  const [fact] = await historyOf(later, token, 1);
  expect(fact).toMatchObject({
    type: 'ACCEPTANCE',
    manner: 'BY_USE',
    path: 'SIGNED_IN',
    policyVersion: 2,
    language: 'en',
    actor: `customer:${localIdOf(id)}`,
    use: { operation: 'setLanguage', noticeBy: 'SIGNED_IN' },
  });
  expect(fact.use.noticeAt > started && fact.use.noticeAt <= fact.at).toBe(true);
  // Once is enough.
  expect(await setLanguage(later, token)).toEqual([]);
  expect((await historyOf(later, token)).filter(({ type }) => type === 'ACCEPTANCE')).toHaveLength(2);
  expect(await readNotices(later, token)).toEqual([]);
});

test('P0.2: no act accepts what was not handed out, or is not in force yet', async () => {
  const { token } = customerAt(2);
  expect(await setLanguage(later, token)).toEqual([]);
  // That there is a version tells nobody what it says.
  await readNotices(later, token, 'effectiveAt digest');
  expect(await setLanguage(later, token)).toEqual([]);
  expect((await consentsAt(later, token)).acceptedVersion).toBe(1);
  // Handed out, but still coming: acts before its instant are under the old version.
  await readNotices(cloud, token);
  expect(await setLanguage(cloud, token)).toEqual([]);
  expect((await consentsAt(cloud, token)).acceptedVersion).toBe(1);
  expect(await setLanguage(later, token)).toEqual([]);
  expect((await consentsAt(later, token)).acceptedVersion).toBe(2);
});

test('P0.2: reading and refusing accept nothing', async () => {
  const { token, id } = customerAt(3);
  await readNotices(later, token);
  await later.ask('{ me { name notices { text } consentHistory { nodes { id } } } policyInForce { text } }', {
    token,
  });
  const consents = [{ purpose: 'SURVEYS', channel: 'EMAIL', granted: false }];
  expect(userErrors(await setConsents(later, token, { consents }))).toEqual([]);
  // Of a purpose that the version in force does not state.
  const gone = [{ purpose: 'PROMOTIONS', channel: 'EMAIL', granted: false }];
  expect(userErrors(await setConsents(later, token, { consents: gone }))).toEqual([]);
  expect(userErrors(await refuseAllEmail(later, token))).toEqual([]);
  const support = await cloud.employee('support');
  expect(
    userErrors(await recordRefusal(later, support, { customerId: id, ticket: 'SUP-1', channels: ['PHONE'] })),
  ).toEqual([]);
  const { acceptedVersion, choices } = await consentsAt(later, token);
  expect(acceptedVersion).toBe(1);
  expect(choices.filter(({ stale }: { stale: boolean }) => stale)).toEqual([]);
  const facts = await historyOf(later, token);
  expect(facts.filter(({ type }) => type === 'ACCEPTANCE')).toHaveLength(1);
  const refusal = facts.find(({ purpose }) => purpose === 'PROMOTIONS');
  expect(refusal).toMatchObject({ policyVersion: 2, wording: null });
});

test('P0.2: accepted in so many words, once, under the version in force; no choice follows', async () => {
  const { token } = customerAt(4);
  const old = await noticeInForce(cloud);
  const notice = await noticeInForce(later);
  expect(notice.version).toBe(2);
  expect(userErrors(await acceptPolicy(cloud, token, { notice }))).toEqual([
    'POLICY_VERSION_NOT_IN_FORCE at input.notice.version',
  ]);
  expect(userErrors(await acceptPolicy(later, token, { notice: old }))).toEqual([
    'POLICY_VERSION_NOT_IN_FORCE at input.notice.version',
  ]);
  expect(userErrors(await acceptPolicy(later, token, { notice: { ...notice, digest: old.digest } }))).toEqual(
    ['NOTICE_MISMATCH at input.notice.digest'],
  );
  const before = await consentsAt(later, token);
  expect(before.acceptedVersion).toBe(1);
  expect(userErrors(await acceptPolicy(later, token, { notice }))).toEqual([]);
  const after = await consentsAt(later, token);
  expect([after.acceptedVersion, after.acceptedManner]).toEqual([2, 'EXPLICIT']);
  expect(after.choices).toEqual(before.choices);
  expect(userErrors(await acceptPolicy(later, token, { notice }))).toEqual([
    'POLICY_ALREADY_ACCEPTED at input.notice.version',
  ]);
});

test('P0.2: what is granted after the notice is granted under the new words, and accepts them by use', async () => {
  const { token } = customerAt(5);
  await readNotices(later, token);
  const notice = await noticeInForce(later);
  const unknown = [{ purpose: 'PROMOTIONS', channel: 'EMAIL', granted: true }];
  expect(userErrors(await setConsents(later, token, { notice, consents: unknown }))).toEqual([
    'UNKNOWN_PURPOSE at input.consents.0.purpose',
  ]);
  expect((await consentsAt(later, token)).acceptedVersion).toBe(1);
  expect(userErrors(await setConsents(later, token, { notice, consents: grants }))).toEqual([]);
  const { acceptedVersion, choices } = await consentsAt(later, token);
  expect(acceptedVersion).toBe(2);
  // NEW_PRODUCTS says what it said: nothing new was chosen. SURVEYS is given again.
  expect(choices).toContainEqual({ purpose: 'NEW_PRODUCTS', granted: true, policyVersion: 1, stale: false });
  expect(choices).toContainEqual({ purpose: 'SURVEYS', granted: true, policyVersion: 2, stale: false });
});

test('P0.2: a notice that cannot be noted is read all the same, and no act accepts it', async () => {
  const { token, id } = customerAt(6);
  later.dynamo.setFault(({ operation }) => (operation === 'TransactWriteItems' ? 'DENIED' : undefined));
  const [notice] = await readNotices(later, token);
  later.dynamo.setFault(undefined);
  expect(notice.text).toBe(content.text.en);
  expect(await rowsOf(cloud, id, 'NOTICE')).toEqual([]);
  expect(cloud.logs.filter((line) => line.includes('"notice_not_noted"'))).toHaveLength(1);
  expect(await setLanguage(later, token)).toEqual([]);
  expect((await consentsAt(later, token)).acceptedVersion).toBe(1);
});

test('P0.2: every act of use accepts, a mail asked for again among them', async () => {
  const { token } = customerAt(6);
  await readNotices(later, token);
  const input = { idempotencyKey: canary('key-') };
  const mutation =
    'mutation ($input: ResendVerificationInput!) { resendVerification(input: $input) { errors { code path } } }';
  expect(userErrors(await later.ask(mutation, { token, variables: { input } }))).toEqual([]);
  const [fact] = await historyOf(later, token, 1);
  expect(fact).toMatchObject({ manner: 'BY_USE', use: { operation: 'resendVerification' } });
});
