import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Filed, openFiled } from '../harness/filed.ts';
import { causesOf } from '../harness/holds.ts';
import { registerVerified } from '../harness/mails.ts';
import { randomPerson } from '../harness/register.ts';
import { sendMail } from '../harness/send-mail.ts';

// Each test writes more mails than hold an address, one after the other.
vi.setConfig({ testTimeout: 120_000 });

let cloud: TestCloud;
let filed: Filed;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  filed = openFiled(cloud);
  support = await cloud.employee('support');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

/** What somebody wrote and their domain signed, handed to us byte by byte by whoever got it. */
const handOn = (from: string, to: string, messageId = `<${canary()}@mail.example>`) =>
  sendMail(cloud, {
    ...{ from, sender: 'x@hostile.example', clientIp: '203.0.113.66', signAs: 'mail.example' },
    recipients: [cloud.environment.SUPPORT_ADDRESS ?? ''],
    raw: `From: ${from}\r\nTo: ${to}\r\nSubject: my order\r\nMessage-ID: ${messageId}\r\n\r\nhello`,
  });
const many = limits.holdBurst + 2;

test('P3.6: signed mails to somebody else, handed on to us, are filed and never set a hold, however many there are', async () => {
  const { email, id } = await registerVerified(cloud);
  for (let n = 0; n < many; n++) await handOn(email, 'shop@hostile.example');
  expect(await filed.ofCustomer(id)).toHaveLength(many);
  expect(await causesOf(cloud, support, id)).toEqual([]);
});

test('P3.6: a mail that the customer did write to us, handed on again and again and at once, is filed and counted once', async () => {
  const { email, id } = await registerVerified(cloud);
  const messageId = `<${canary()}@mail.example>`;
  const us = cloud.environment.SUPPORT_ADDRESS ?? '';
  const first = await handOn(email, us, messageId);
  expect(await filed.mail(first)).toMatchObject({ state: 'FILED' });
  const again = await Promise.all(Array.from({ length: many }, () => handOn(email, us, messageId)));
  for (const mailId of again) {
    expect(await filed.mail(mailId)).toMatchObject({
      state: 'DROPPED',
      cause: 'DUPLICATE',
      dueAt: undefined,
    });
    expect(await filed.bucket.readRaw(mailId, 10)).toBeUndefined();
  }
  expect(await filed.ofCustomer(id)).toMatchObject([{ entries: [{}] }]);
  expect(await causesOf(cloud, support, id)).toEqual([]);
});

test('P3.6: a message id that somebody else used, or nothing proves, keeps no customer’s mail away', async () => {
  const { email, id } = await registerVerified(cloud);
  const other = await registerVerified(cloud);
  const messageId = `<${canary()}@mail.example>`;
  for (const from of [other.email, `${canary('s')}@hostile.example`])
    await sendMail(cloud, { from, messageId });
  expect(await filed.mail(await sendMail(cloud, { from: email, messageId }))).toMatchObject({
    state: 'FILED',
  });
  expect(await filed.ofCustomer(id)).toHaveLength(1);

  const watched = await registerVerified(cloud, {
    ...randomPerson(),
    email: `${canary('e')}@watching.example`,
  });
  const forged = { clientIp: '203.0.113.66', signAs: false } as const;
  await sendMail(cloud, { from: watched.email, messageId, text: 'forged', ...forged });
  await sendMail(cloud, { from: watched.email, messageId, text: 'their own' });
  const words = (await filed.ofCustomer(watched.id)).flatMap(({ entries }) => entries);
  expect(words).toMatchObject([{ isUnproven: true }, { isUnproven: false }]);
});
