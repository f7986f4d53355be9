import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { Sha256 } from '../../local/doctor/sha256.ts';
import { type FakeAws, startFakeAws } from './fake-aws.ts';

let aws: FakeAws;
beforeAll(async () => {
  aws = await startFakeAws();
});
afterAll(() => aws.stop());

test("the example that AWS publishes gets AWS's signature", async () => {
  const signer = new SignatureV4({
    service: 'service',
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    sha256: Sha256,
    applyChecksum: false,
  });
  const request = {
    method: 'GET',
    protocol: 'https:',
    hostname: 'example.amazonaws.com',
    path: '/',
    query: {},
    headers: { host: 'example.amazonaws.com' },
  };
  const signed = await signer.sign(request, { signingDate: new Date('2015-08-30T12:36:00Z') });
  expect(signed.headers.authorization).toContain(
    'Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  );
});

test('each call is signed for its service and region, and read by its protocol', async () => {
  const { calls } = aws.stage({
    'acm ListCertificates': { some: 1 },
    'ses /v2/email/account': { other: 2 },
    'sns ListTopics': '<R><Topics><member><TopicArn>arn:aws:sns:a</TopicArn></member></Topics></R>',
  });
  aws.asked.length = 0;
  const some = z.object({ some: z.number() });
  expect(await calls.json('acm', 'CertificateManager.ListCertificates', {}, some, 'us-east-1')).toEqual({
    some: 1,
  });
  expect(await calls.get('ses', '/v2/email/account', z.object({ other: z.number() }))).toEqual({ other: 2 });
  await calls.query('sns', '2010-03-31', 'ListTopics', {});
  expect(aws.asked).toEqual([
    'us-east-1 acm ListCertificates',
    'ap-southeast-1 ses /v2/email/account',
    'ap-southeast-1 sns ListTopics',
  ]);
});

test('a refusal is told by its code, and by nothing that it says', async () => {
  const { calls } = aws.stage({ 'ses /v2/email/account': { refused: 'AccessDeniedException' } });
  const refused = await calls.get('ses', '/v2/email/account', z.object({})).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'AccessDeniedException', message: 'AccessDeniedException' });
});

test('an answer of another shape is not taken', async () => {
  const { calls } = aws.stage({ 'ses /v2/email/account': { other: 'two' } });
  await expect(calls.get('ses', '/v2/email/account', z.object({ other: z.number() }))).rejects.toThrow();
});
