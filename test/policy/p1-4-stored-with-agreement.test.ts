import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { mailsSettled } from '../harness/mails.ts';
import {
  localIdOf,
  randomPerson,
  registerCustomer,
  registerMutation,
  registrationInput,
} from '../harness/register.ts';
import { changes, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

test('P1.4: storing is a purpose of the policy in force, with words of its own', async () => {
  const { data } = await cloud.ask(
    `{ policyInForce(language: vi) { purposes { purpose wording coveredByAgreement } } }`,
  );
  const storage = data.policyInForce.purposes.filter((one: { purpose: string }) => one.purpose === 'STORAGE');
  expect(storage).toHaveLength(1);
  expect(storage[0].wording.length).toBeGreaterThan(10);
});

test('P1.4: agreement to storing is recorded with its evidence', async () => {
  const { token, id } = await registerCustomer(cloud);
  const { data } = await cloud.ask(
    '{ policyInForce(language: vi) { version digest purposes { purpose wording } } me { consents { acceptedAt choices { purpose channel granted at policyVersion } } } }',
    { token },
  );
  const { version, digest, purposes } = data.policyInForce;
  const { acceptedAt, choices } = data.me.consents;
  expect(choices).toContainEqual({
    purpose: 'STORAGE',
    channel: null,
    granted: true,
    at: acceptedAt,
    policyVersion: version,
  });

  const [fact, ...more] = (await recordsOf(cloud, 'CONSENT_FACT')).filter(
    (item) => textOf(item, 'pk') === `CUS#${localIdOf(id)}` && textOf(item, 'purpose') === 'STORAGE',
  );
  expect(more).toEqual([]);
  const { wording } = purposes.find((one: { purpose: string }) => one.purpose === 'STORAGE');
  expect([textOf(fact, 'manner'), textOf(fact, 'wording'), textOf(fact, 'textDigest')]).toEqual([
    'EXPLICIT',
    wording,
    digest,
  ]);
});

test('P1.4: without agreement to storing nothing is stored', async () => {
  const token = await cloud.customer(canary('user'));
  const input = await registrationInput(cloud, randomPerson());
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const { storage: _, ...unsaid } = input;
  const refused = await cloud.ask(registerMutation, {
    token,
    variables: { input: { ...input, storage: false } },
  });
  expect(userErrors(refused)).toEqual(['NOT_AGREED at input.storage']);
  expect((await cloud.ask(registerMutation, { token, variables: { input: unsaid } })).data).toBeUndefined();
  expect(changes(before, await scanTables(cloud))).toEqual([]);
  expect((await cloud.ask('{ me { id } }', { token })).data).toEqual({ me: null });
});

test('P1.4: storing cannot be had by the back door of the choices', async () => {
  const token = await cloud.customer(canary('user'));
  const choice = (granted: boolean) => [{ purpose: 'STORAGE', channel: 'EMAIL', granted }];
  for (const granted of [true, false]) {
    const input = await registrationInput(cloud, randomPerson(), {
      consents: choice(granted),
      storage: !granted,
    });
    const answer = await cloud.ask(registerMutation, { token, variables: { input } });
    expect(userErrors(answer)).toContain('UNKNOWN_PURPOSE at input.consents.0.purpose');
  }
  expect((await cloud.ask('{ me { id } }', { token })).data).toEqual({ me: null });
});
