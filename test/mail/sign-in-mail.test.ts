import { randomBytes, randomUUID } from 'node:crypto';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import { KmsKeyringNode } from '@aws-crypto/kms-keyring-node';
import { CommitmentPolicy } from '@aws-crypto/material-management-node';
import { KMS } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alarmingLogLines } from '../../lambda/declared/alarming-log-lines.ts';
import { environment } from '../../lambda/declared/environment.ts';
import { limits } from '../../lambda/declared/limits.ts';
import { awsOf, canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { eventually, mailsTo } from '../harness/mails.ts';
import { recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ policy: false });
});
afterAll(() => cloud.stop());

/** What Cognito does with a code: the AWS Encryption SDK, under a KMS key. */
async function sealed(
  code: string,
  key: keyof typeof environment = 'keySignIn',
  policy = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
): Promise<string> {
  const kms = new KMS({ ...awsOf(cloud), endpoint: cloud.kms.url });
  try {
    const { Plaintext: _, ...wrapped } = await kms.generateDataKey({
      KeyId: cloud.environment[environment[key]],
      KeySpec: 'AES_256',
    });
    const keyring = new KmsKeyringNode({
      generatorKeyId: wrapped.KeyId ?? '',
      clientProvider: () => kms as never,
    });
    const { result } = await buildEncrypt(policy).encrypt(keyring, code, {
      encryptionContext: { 'userpool-id': 'ap-southeast-1_Staff' },
    });
    return result.toString('base64');
  } finally {
    kms.destroy();
  }
}

interface User {
  readonly sub: string;
  readonly email: string;
  readonly locale?: string;
}
const user = (): User => ({ sub: randomUUID(), email: `${canary('u')}@cloudfly.example` });

/** As Cognito calls it. */
const event = (to: User, code: string, why = 'Authentication') => ({
  version: '1',
  triggerSource: `CustomEmailSender_${why}`,
  region: 'ap-southeast-1',
  userPoolId: 'ap-southeast-1_Staff',
  userName: to.sub,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown', clientId: null },
  request: { type: 'customEmailSenderRequestV1', code, clientMetadata: null, userAttributes: { ...to } },
  response: {},
});
const call = (to: User, code: string, why?: string) => cloud.invoke('signInMail', event(to, code, why));

test('a code of sign-in goes to the user’s own address alone, audited, and stands nowhere else', async () => {
  const to = user();
  const code = canary('code');
  const asked = event(to, await sealed(code));
  expect(await cloud.invoke('signInMail', asked)).toEqual({ result: asked });
  const [mail, ...others] = await mailsTo(cloud, to.email);
  expect(others).toEqual([]);
  expect(mail?.destinations).toEqual([to.email]);
  expect(mail?.text).toContain(code);
  expect(mail?.subject).not.toContain(code);

  // Its events settle nothing and wake nobody.
  await cloud.ses.idle();
  expect(await recordsOf(cloud, 'MAIL')).toEqual([]);
  const { audit, ...tables } = await scanTables(cloud);
  const begun = audit.filter((row) => textOf(row, 'action') === 'MAIL_BEGUN');
  expect(begun.map((row) => textOf(row, 'actor'))).toEqual(['system:signInMail']);
  expect(begun[0]?.customerId).toBeUndefined();
  const line = await eventually(async () => cloud.logs.find((one) => one.includes('"sign_in_code_sent"')));
  expect(line).toContain(textOf(begun[0] ?? {}, 'mailId'));
  expect(cloud.logs.filter((one) => one.includes(alarmingLogLines.mailEventRefused.event))).toEqual([]);
  for (const kept of [JSON.stringify([audit, tables]), cloud.logs.join('\n')])
    for (const secret of [code, to.email]) expect(kept).not.toContain(secret);
});

test('a code is opened in either format of the library, with and without key commitment', async () => {
  for (const policy of [
    CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT,
    CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT,
  ]) {
    const to = { ...user(), locale: 'en-US' };
    const code = canary('code');
    expect((await call(to, await sealed(code, 'keySignIn', policy))).error).toBeUndefined();
    const [mail] = await mailsTo(cloud, to.email);
    expect(mail?.text).toContain(code);
    expect(mail?.subject).toBe('Your CloudFly sign-in code');
  }
});

test('a first password arrives as it is typed', async () => {
  const to = user();
  await call(to, await sealed('a&lt;b&amp;gt;&gt;C&#39;d'), 'AdminCreateUser');
  const [mail] = await mailsTo(cloud, to.email);
  expect(mail?.text).toContain("a<b&gt;>C'd");
});

test('what was not encrypted under the key for codes, or was changed since, is not sent', async () => {
  const to = user();
  const good = Buffer.from(await sealed('480913'), 'base64');
  const flipped = [0, 2, 40, good.length >> 1, good.length - 60, good.length - 1].map((at) => {
    const bad = Buffer.from(good);
    bad[at] = (bad[at] ?? 0) ^ 1;
    return bad.toString('base64');
  });
  const forged = [
    ...flipped,
    good.subarray(0, -1).toString('base64'),
    good.subarray(0, 80).toString('base64'),
    randomBytes(300).toString('base64'),
    Buffer.from('480913').toString('base64'),
    await sealed('480913', 'keyContact'),
  ];
  for (const code of forged) expect((await call(to, code)).error, code).toBeDefined();
  expect(await mailsTo(cloud, to.email)).toEqual([]);
  // It was nothing else.
  expect((await call(to, good.toString('base64'))).error).toBeUndefined();
  expect(await mailsTo(cloud, to.email)).toHaveLength(1);
});

test('what is no request to send a code is refused, and nothing of it repeated', async () => {
  const to = user();
  const code = await sealed('480913');
  const good = event(to, code);
  for (const bad of [
    event(to, code, 'AccountTakeOverNotification'),
    { ...good, triggerSource: 'CustomMessage_SignUp' },
    { ...good, request: { ...good.request, type: 'customSMSSenderRequestV1' } },
    { ...good, request: { ...good.request, code: `${code} ${to.email}` } },
    { ...good, request: { ...good.request, userAttributes: { email: to.email } } },
    { ...good, request: { ...good.request, userAttributes: { sub: to.sub } } },
    to.email,
    null,
  ]) {
    const { error } = await cloud.invoke('signInMail', bad);
    expect(error?.errorMessage).toBe('this is no request to send a code');
  }
  expect(await mailsTo(cloud, to.email)).toEqual([]);
});

test('an address that cannot be written to takes no line into the mail', async () => {
  const email = `${canary('u')}@cloudfly.example\r\nBcc: ${canary('b')}@cloudfly.example`;
  expect((await call({ ...user(), email }, await sealed('480913'))).error).toBeUndefined();
  expect(await mailsTo(cloud, email.slice(0, 20))).toEqual([]);
});

test('so many codes an hour, for each user', async () => {
  const [busy, other] = [user(), user()];
  const code = await sealed('480913');
  for (let count = 0; count <= limits.signInCodesPerHour; count++)
    expect((await call(busy, code)).error).toBeUndefined();
  expect(await mailsTo(cloud, busy.email)).toHaveLength(limits.signInCodesPerHour);
  await call(other, code);
  expect(await mailsTo(cloud, other.email)).toHaveLength(1);
});
