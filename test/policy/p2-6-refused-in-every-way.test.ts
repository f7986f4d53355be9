import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusablePurposes } from '../../lambda/domain/purposes.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  type Chosen,
  choicesOf,
  confirmationsOf,
  historyOf,
  recordRefusal,
  refuseAllEmail,
  setConsents,
} from '../harness/consents.ts';
import { subjectOf, trailOf } from '../harness/employees.ts';
import { mailsSettled, mailsTo, registerVerified, waitForMails } from '../harness/mails.ts';
import { localIdOf, randomPerson } from '../harness/register.ts';
import { changes, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const refusal = (purpose: string, channel = 'EMAIL'): Chosen => ({ purpose, channel, granted: false });
const allOf = (channel: string) => refusablePurposes.map((purpose) => `${purpose} ${channel} no`).sort();

test('P2.6: signed in, one purpose is refused without any notice; once confirmed, it stays and says no more', async () => {
  const { token, id } = await registerVerified(cloud);
  const consents = [refusal('NEW_PRODUCTS'), refusal('SURVEYS')];
  expect(userErrors(await setConsents(cloud, token, { consents }))).toEqual([]);
  expect(await choicesOf(cloud, token)).toEqual(['NEW_PRODUCTS EMAIL no', 'SURVEYS EMAIL no']);
  expect(await confirmationsOf(cloud, id)).toEqual([
    { purposes: ['NEW_PRODUCTS', 'SURVEYS'], channels: ['EMAIL'] },
  ]);
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  expect(userErrors(await setConsents(cloud, token, { consents }))).toEqual([]);
  // A mail of before may still be told how it fared; no other is queued, no choice is written, no state bumped.
  const written = changes(before, await scanTables(cloud)).filter((one) => one.startsWith('+ records'));
  expect(written).toEqual(['+ records IDEMPOTENCY']);
  expect(await historyOf(cloud, token)).toHaveLength(5);
});

test('P2.6: each confirmation says what was refused and nothing beside it', async () => {
  const { token, id } = await registerVerified(cloud, randomPerson(), { consents: [] });
  const consents = [refusal('SURVEYS', 'EMAIL'), refusal('PROMOTIONS', 'PHONE'), refusal('SURVEYS', 'PHONE')];
  expect(userErrors(await setConsents(cloud, token, { consents }))).toEqual([]);
  const told = await confirmationsOf(cloud, id);
  const pairs = told.flatMap(({ purposes, channels }) =>
    purposes.flatMap((purpose) => channels.map((channel) => `${purpose} ${channel}`)),
  );
  expect(pairs.sort()).toEqual(['PROMOTIONS PHONE', 'SURVEYS EMAIL', 'SURVEYS PHONE']);
});

test('P2.6: signed in, all mail is refused at once; calls and messages are not', async () => {
  const consents = [{ purpose: 'PROMOTIONS', channel: 'PHONE', granted: true }];
  const { token, id, email } = await registerVerified(cloud, randomPerson(), { consents });
  const key = canary('key-');
  expect(userErrors(await refuseAllEmail(cloud, token, { idempotencyKey: key }))).toEqual([]);
  // The same call again, and another: nothing is said twice.
  expect(userErrors(await refuseAllEmail(cloud, token, { idempotencyKey: key }))).toEqual([]);
  expect(userErrors(await refuseAllEmail(cloud, token))).toEqual([]);
  expect(await choicesOf(cloud, token)).toEqual([...allOf('EMAIL'), 'PROMOTIONS PHONE yes'].sort());
  expect(await confirmationsOf(cloud, id)).toEqual([
    { purposes: [...refusablePurposes], channels: ['EMAIL'] },
  ]);
  // Beside the mail that verifies the address, one: it carries no advertising and nothing to press.
  await waitForMails(cloud, email, 2);
  await mailsSettled(cloud);
  const [confirmation, ...earlier] = await mailsTo(cloud, email);
  expect(earlier).toHaveLength(1);
  expect(confirmation?.subject).not.toContain('[QC]');
  expect(confirmation?.headers.map(({ name }) => name.toLowerCase())).not.toContain('list-unsubscribe');

  const facts = (await historyOf(cloud, token)).filter(({ granted }) => granted === false);
  expect(facts).toHaveLength(refusablePurposes.length);
  for (const fact of facts)
    expect(fact).toMatchObject({
      type: 'CONSENT',
      manner: 'EXPLICIT',
      path: 'SIGNED_IN',
      actor: `customer:${localIdOf(id)}`,
      channel: 'EMAIL',
    });
});

test('P2.6: support records a refusal with its ticket, for some purposes or all, and the customer is told once', async () => {
  const { token, id } = await registerVerified(cloud);
  const support = await cloud.employee('support');
  const some = { customerId: id, purposes: ['PROMOTIONS'], channels: ['PHONE', 'EMAIL'], ticket: 'SUP-12' };
  expect(userErrors(await recordRefusal(cloud, support, some))).toEqual([]);
  expect(await choicesOf(cloud, token)).toEqual([
    'NEW_PRODUCTS EMAIL yes',
    'PROMOTIONS EMAIL no',
    'PROMOTIONS PHONE no',
  ]);
  // No purposes: all; no channels: mail.
  const privacy = await cloud.employee('privacy_officer');
  expect(userErrors(await recordRefusal(cloud, privacy, { customerId: id, ticket: 'SUP-13' }))).toEqual([]);
  expect(userErrors(await recordRefusal(cloud, privacy, { customerId: id, ticket: 'SUP-13' }))).toEqual([]);
  expect(await choicesOf(cloud, token)).toEqual([...allOf('EMAIL'), 'PROMOTIONS PHONE no'].sort());
  const told = await confirmationsOf(cloud, id);
  expect(told.map(({ purposes }) => purposes.length)).toEqual([1, refusablePurposes.length]);

  const [last] = await historyOf(cloud, token, 1);
  expect(last).toMatchObject({ path: 'STAFF', actor: `staff:${subjectOf(privacy)}`, reference: 'SUP-13' });
  const rows = await trailOf(cloud, support);
  expect(
    rows.map((row) => [textOf(row, 'action'), textOf(row, 'reference'), textOf(row, 'customerId')]),
  ).toEqual([['RECORD_REFUSAL', 'SUP-12', localIdOf(id)]]);
});

test('P2.6: without a ticket, a customer or a purpose nothing is recorded, and clearly so', async () => {
  const { id, token } = await registerVerified(cloud);
  const support = await cloud.employee('support');
  const nobody = Buffer.from(`Customer:${'0'.repeat(26)}`).toString('base64url');
  const good = { customerId: id, ticket: 'SUP-1' };
  const wrong: readonly [Record<string, unknown>, string][] = [
    [{ ...good, ticket: '' }, 'TICKET_REQUIRED at input.ticket'],
    [{ ...good, ticket: 'by phone' }, 'TICKET_REQUIRED at input.ticket'],
    [{ ...good, ticket: `SUP-1${'1'.repeat(90)}` }, 'TICKET_REQUIRED at input.ticket'],
    [{ ...good, customerId: nobody }, 'NOT_FOUND at input.customerId'],
    [{ ...good, customerId: 'x' }, 'NOT_FOUND at input.customerId'],
    [{ ...good, purposes: ['STORAGE'] }, 'UNKNOWN_PURPOSE at input.purposes.0'],
    [{ ...good, purposes: [] }, 'REQUIRED at input.purposes'],
    [{ ...good, channels: [] }, 'REQUIRED at input.channels'],
    [{ ...good, idempotencyKey: 'short' }, 'IDEMPOTENCY_KEY_INVALID at input.idempotencyKey'],
  ];
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  for (const [input, expected] of wrong)
    expect(userErrors(await recordRefusal(cloud, support, input))).toEqual([expected]);
  // How the mails of before fared may still be told.
  const written = changes(before, await scanTables(cloud)).filter((one) => !one.includes('MAIL'));
  expect([...new Set(written)]).toEqual(['+ records IDEMPOTENCY']);
  for (const role of ['marketing', 'billing', 'auditor', 'legal', 'operator'])
    expect(codesOf(await recordRefusal(cloud, await cloud.employee(role), good))).toEqual(['FORBIDDEN']);
  expect(codesOf(await recordRefusal(cloud, token, good))).toEqual(['FORBIDDEN']);
  expect(await choicesOf(cloud, token)).toEqual(['NEW_PRODUCTS EMAIL yes']);
});

test('P2.6: refusals at the same moment all hold, and what was refused is confirmed', async () => {
  const { token, id } = await registerVerified(cloud);
  const support = await cloud.employee('support');
  const answers = await Promise.all([
    setConsents(cloud, token, { consents: [refusal('SURVEYS')] }),
    setConsents(cloud, token, { consents: [refusal('PROMOTIONS')] }),
    recordRefusal(cloud, support, { customerId: id, purposes: ['NEW_PRODUCTS'], ticket: 'SUP-7' }),
  ]);
  for (const answer of answers) expect(userErrors(answer)).toEqual([]);
  expect(await choicesOf(cloud, token)).toEqual([
    'NEW_PRODUCTS EMAIL no',
    'PROMOTIONS EMAIL no',
    'SURVEYS EMAIL no',
  ]);
  const told = (await confirmationsOf(cloud, id)).flatMap(({ purposes }) => purposes);
  expect(told.toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
    'NEW_PRODUCTS',
    'PROMOTIONS',
    'SURVEYS',
  ]);
});
