import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  choicesOf,
  historyOf,
  noticeInForce,
  refuseAllEmail,
  rowsOf,
  setConsents,
} from '../harness/consents.ts';
import { trailOf } from '../harness/employees.ts';
import { localIdOf, randomPerson, registerCustomer } from '../harness/register.ts';
import { recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

test.each(['vi', 'en'] as const)(
  'P1.3: each choice is kept with who, when, how, under which version, and in which exact words (%s)',
  async (language) => {
    const { token, id } = await registerCustomer(cloud, randomPerson(), { consents: [] });
    const notice = await noticeInForce(cloud, language);
    const consents = [
      { purpose: 'SURVEYS', channel: 'EMAIL', granted: true },
      { purpose: 'PROMOTIONS', channel: 'MESSAGE', granted: false },
    ];
    const started = new Date().toISOString();
    expect(userErrors(await setConsents(cloud, token, { notice, consents }))).toEqual([]);
    const ended = new Date().toISOString();
    const { data } = await cloud.ask(
      `{ policyInForce(language: ${language}) { digest purposes { purpose wording } } }`,
    );
    const facts = (await historyOf(cloud, token)).slice(0, 2);
    for (const choice of consents) {
      const fact = facts.find(({ purpose }) => purpose === choice.purpose);
      const stated = data.policyInForce.purposes.find(
        ({ purpose }: { purpose: string }) => purpose === choice.purpose,
      );
      expect(fact).toMatchObject({
        ...choice,
        type: 'CONSENT',
        manner: 'EXPLICIT',
        path: 'SIGNED_IN',
        policyVersion: notice.version,
        language,
        textDigest: data.policyInForce.digest,
        wording: stated.wording,
        actor: `customer:${localIdOf(id)}`,
        byGuardian: false,
        use: null,
      });
      expect(fact.at >= started && fact.at <= ended).toBe(true);
      const { audit } = await scanTables(cloud);
      const act = audit.find((row) => textOf(row, 'requestId') === fact.requestId);
      expect([textOf(act, 'action'), textOf(act, 'customerId')]).toEqual(['SET_CONSENTS', localIdOf(id)]);
    }
    // Where it came from is kept, and not to be read in the table.
    const rows = await rowsOf(cloud, id, 'CONSENT_FACT');
    expect(rows.every((row) => row.sealedEvidence?.B !== undefined)).toBe(true);
  },
);

test('P1.3: a choice that changes nothing leaves no fact, and none is ever altered', async () => {
  const { token, id } = await registerCustomer(cloud);
  const notice = await noticeInForce(cloud);
  const consents = [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: true }];
  const before = await rowsOf(cloud, id, 'CONSENT_FACT');
  expect(userErrors(await setConsents(cloud, token, { notice, consents }))).toEqual([]);
  expect(await rowsOf(cloud, id, 'CONSENT_FACT')).toEqual(before);
  await setConsents(cloud, token, {
    consents: [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: false }],
  });
  const after = await rowsOf(cloud, id, 'CONSENT_FACT');
  expect(after).toHaveLength(before.length + 1);
  expect(after).toEqual(expect.arrayContaining([...before]));
});

test('P1.3: the history is read page by page, newest first, whole and without repetition', async () => {
  const { token } = await registerCustomer(cloud);
  await refuseAllEmail(cloud, token);
  const whole = await historyOf(cloud, token);
  expect(await historyOf(cloud, token, 3)).toEqual(whole);
  const instants = whole.map(({ at }) => at);
  expect(instants).toEqual(instants.toSorted((one, other) => (one < other ? 1 : -1)));
  expect(whole.at(-1).at < whole[0].at).toBe(true);
  const bad = (args: string) => cloud.ask(`{ me { consentHistory(${args}) { nodes { id } } } }`, { token });
  for (const args of [
    'first: 0',
    'first: 51',
    'after: "x"',
    `after: "${Buffer.from('CUS#x').toString('base64url')}"`,
  ])
    expect(codesOf(await bad(args))).toEqual(['INVALID_FORMAT']);
});

test('P1.3: staff see what counted at an instant, by role, each look in the trail', async () => {
  const { token, id } = await registerCustomer(cloud);
  await setConsents(cloud, token, {
    consents: [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: false }],
  });
  const [refused, ...earlier] = await historyOf(cloud, token);
  const registered = earlier.at(-1).at;
  const query = `query At($id: ID!, $before: DateTime!, $first: DateTime!, $now: DateTime!) { customer(id: $id) {
    before: consentAt(at: $before) { acceptedVersion }
    first: consentAt(at: $first) { acceptedVersion acceptedManner needsGuardian choices { purpose channel granted } }
    now: consentAt(at: $now) { choices { purpose channel granted } }
    consents { acceptedAt choices { purpose channel granted } }
    consentHistory(first: 1) { nodes { at granted } pageInfo { hasNextPage } }
  } }`;
  const variables = {
    id,
    before: new Date(Date.parse(registered) - 1).toISOString(),
    first: registered,
    now: refused.at,
  };
  const support = await cloud.employee('support');
  const { data } = await cloud.ask(query, { token: support, variables });
  const { before, first, now, consents, consentHistory } = data.customer;
  expect(before).toBeNull();
  const answer = (granted: boolean) => ({ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted });
  expect(first).toMatchObject({ acceptedVersion: 1, acceptedManner: 'EXPLICIT', needsGuardian: null });
  expect(first.choices).toContainEqual(answer(true));
  expect(now.choices).toContainEqual(answer(false));
  expect(consents.choices).toEqual(expect.arrayContaining(now.choices));
  expect(consentHistory).toEqual({
    nodes: [{ at: refused.at, granted: false }],
    pageInfo: { hasNextPage: true },
  });
  const rows = await trailOf(cloud, support);
  expect(rows.map((row) => [textOf(row, 'action'), textOf(row, 'customerId')])).toEqual([
    ['READ', localIdOf(id)],
  ]);
  expect(rows[0]?.fields?.L?.map(({ S }) => S)).toEqual(['consentAt', 'consents', 'consentHistory']);
  for (const role of ['billing', 'legal'])
    expect(codesOf(await cloud.ask(query, { token: await cloud.employee(role), variables }))).toEqual([
      'FORBIDDEN',
    ]);
  expect(await choicesOf(cloud, token)).toEqual(['NEW_PRODUCTS EMAIL no']);
});

test('P1.3: history and state never part, whatever comes at once', async () => {
  const { token, id } = await registerCustomer(cloud);
  const notice = await noticeInForce(cloud);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      setConsents(cloud, token, {
        notice,
        consents: [{ purpose: 'SURVEYS', channel: 'EMAIL', granted: n % 2 === 0 }],
      }),
    ),
  );
  for (const answer of answers) expect(userErrors(answer)).toEqual([]);
  const facts = (await historyOf(cloud, token)).filter(({ purpose }) => purpose === 'SURVEYS');
  // Each fact changed something, so answers take turns, and the newest is the one in force.
  expect(facts.map(({ granted }) => granted)).toEqual(
    facts.map((_, n) => (n % 2 === 0) === facts[0].granted),
  );
  expect(await choicesOf(cloud, token)).toContain(`SURVEYS EMAIL ${facts[0].granted ? 'yes' : 'no'}`);
  const changed = (await recordsOf(cloud, 'CHANGE')).filter(
    (row) => textOf(row, 'customerId') === localIdOf(id),
  );
  expect(changed.length).toBeGreaterThanOrEqual(facts.length);
});
