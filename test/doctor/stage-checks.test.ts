import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { checkAlarmsTopic } from '../../local/doctor/checks/alarms-topic.ts';
import { checkCertificate } from '../../local/doctor/checks/certificate.ts';
import { checkConcurrency } from '../../local/doctor/checks/concurrency.ts';
import { checkSenderParticulars } from '../../local/doctor/checks/sender-particulars.ts';
import { checkStacks } from '../../local/doctor/checks/stacks.ts';
import { checkStaff } from '../../local/doctor/checks/staff.ts';
import { checkTrail } from '../../local/doctor/checks/trail.ts';
import { checkVersion } from '../../local/doctor/checks/version.ts';
import { type FakeAnswers, type FakeAws, stackXml, startFakeAws } from './fake-aws.ts';

let aws: FakeAws;
beforeAll(async () => {
  aws = await startFakeAws();
});
afterAll(() => aws.stop());
const config = stageConfig('dev');

test('the concurrency that a stage reserves must be there, and a hundred besides', async () => {
  const reserved = Object.values(config.reservedConcurrency).reduce((sum, one) => sum + one, 0);
  const look = (ConcurrentExecutions: number) =>
    checkConcurrency(
      aws.stage({ 'lambda /2016-08-19/account-settings/': { AccountLimit: { ConcurrentExecutions } } }),
    );
  expect(await look(reserved + 100)).toMatchObject({ state: 'FINE' });
  expect(await look(reserved + 99)).toMatchObject({
    state: 'MISSING',
    mend: expect.stringContaining(`${reserved + 100}`),
  });
});

test('the sender has what advertising mails must say', async () => {
  const mailSender = { ...config.mailSender, postalAddress: '1 Đường Ví Dụ', phone: '1900 0000' };
  const look = (given: typeof mailSender) =>
    checkSenderParticulars(aws.stage({}, { config: { ...config, mailSender: given } }));
  expect(await look(mailSender)).toMatchObject({ state: 'FINE' });
  expect(await look({ ...mailSender, phone: ' ' })).toMatchObject({
    state: 'MISSING',
    says: expect.stringContaining('no phone'),
  });
  expect(await checkSenderParticulars(aws.stage({}))).toMatchObject({ state: 'MISSING' });
});

test('a trail of all regions is running', async () => {
  const look = (IsLogging: boolean, ...trailList: object[]) =>
    checkTrail(
      aws.stage({ 'cloudtrail DescribeTrails': { trailList }, 'cloudtrail GetTrailStatus': { IsLogging } }),
    );
  const trail = { TrailARN: 'arn:aws:cloudtrail:r:1:trail/all', IsMultiRegionTrail: true };
  expect(await look(true, trail)).toMatchObject({ state: 'FINE' });
  expect(await look(false, trail)).toMatchObject({ state: 'MISSING' });
  expect(await look(true, { ...trail, IsMultiRegionTrail: false })).toMatchObject({ state: 'MISSING' });
  expect(await look(true)).toMatchObject({ state: 'MISSING', mend: expect.stringContaining('create-trail') });
});

describe('stacks', () => {
  const look = (answer: FakeAnswers[string]) =>
    checkStacks(aws.stage({ 'cloudformation DescribeStacks': answer }));

  test('are sound', async () => {
    expect(await look(stackXml({}))).toMatchObject({ state: 'FINE' });
  });

  test.each([
    [{ refused: 'ValidationError' }, 'there is no stack cloudfly-privacy-dev-data'],
    [stackXml({ status: 'UPDATE_ROLLBACK_COMPLETE' }), 'UPDATE_ROLLBACK_COMPLETE'],
    [stackXml({ status: 'UPDATE_IN_PROGRESS' }), 'UPDATE_IN_PROGRESS'],
    [stackXml({ isProtected: false }), 'deleted by one call'],
    [stackXml({ drift: 'DRIFTED' }), 'by hand'],
  ])('are not: %j', async (answer, says) => {
    const found = await look(answer);
    expect(found.state).toBe('MISSING');
    expect(found.says).toContain(says);
  });

  test('that may not be looked at are unknown', async () => {
    await expect(look({ refused: 'AccessDenied' })).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('the version', () => {
  const look = (running: string | undefined, version = '0.1.0+1f2e3d4c5b6a') =>
    checkVersion(
      aws.stage(
        { 'cloudformation DescribeStacks': stackXml({ outputs: running ? { Version: running } : {} }) },
        { version },
      ),
    );

  test('is the one of the checkout', async () => {
    expect(await look('0.1.0+1f2e3d4c5b6a')).toMatchObject({ state: 'FINE' });
  });

  test.each<[string | undefined, string, string]>([
    ['0.1.0+aaaabbbbcccc', '0.1.0+1f2e3d4c5b6a', 'git checkout aaaabbbbcccc'],
    ['0.1.0+1f2e3d4c5b6a', '0.1.0+1f2e3d4c5b6a-dirty', 'git checkout 1f2e3d4c5b6a'],
    ['0.1.0+1f2e3d4c5b6a-dirty', '0.1.0+1f2e3d4c5b6a-dirty', 'everything is committed'],
    ['0.1.0', '0.1.0', 'everything is committed'],
    [undefined, '0.1.0+1f2e3d4c5b6a', 'everything is committed'],
  ])('is not: %s deployed, %s looking', async (running, version, mend) => {
    expect(await look(running, version)).toMatchObject({
      state: 'MISSING',
      mend: expect.stringContaining(mend),
    });
  });
});

test('the certificate is the site’s own, issued and in use, and looked for where CloudFront takes it from', async () => {
  const look = (...CertificateSummaryList: object[]) =>
    checkCertificate(aws.stage({ 'acm ListCertificates': { CertificateSummaryList } }));
  const own = { DomainName: 'privacy.dev.cloudfly.vn', Status: 'ISSUED', InUse: true };
  aws.asked.length = 0;
  expect(await look(own)).toMatchObject({ state: 'FINE' });
  expect(aws.asked).toEqual(['us-east-1 acm ListCertificates']);
  expect(await look()).toMatchObject({ state: 'MISSING', mend: "npx cdk deploy 'dev/edge'" });
  expect(await look({ ...own, DomainName: 'privacy.cloudfly.vn' })).toMatchObject({ state: 'MISSING' });
  expect(await look({ ...own, Status: 'PENDING_VALIDATION' })).toMatchObject({
    says: expect.stringContaining('PENDING_VALIDATION'),
  });
  expect(await look({ ...own, InUse: false })).toMatchObject({
    state: 'MISSING',
    says: expect.stringContaining('nothing uses it'),
  });
});

describe('alarms', () => {
  const look = (...arns: string[]) =>
    checkAlarmsTopic(
      aws.stage({
        'cloudformation DescribeStacks': stackXml({}),
        'sns ListSubscriptionsByTopic': `<R><ListSubscriptionsByTopicResult><Subscriptions>${arns
          .map(
            (arn) => `<member><Owner>111122223333</Owner><SubscriptionArn>${arn}</SubscriptionArn></member>`,
          )
          .join('')}</Subscriptions></ListSubscriptionsByTopicResult></R>`,
      }),
    );

  test('reach somebody', async () => {
    expect(await look('PendingConfirmation', 'arn:aws:sns:r:1:topic:id')).toMatchObject({ state: 'FINE' });
  });

  test('reach nobody', async () => {
    expect(await look()).toMatchObject({
      state: 'MISSING',
      mend: expect.stringContaining('arn:aws:sns:ap-southeast-1:111122223333:cloudfly-privacy-dev-alarms'),
    });
    expect(await look('PendingConfirmation')).toMatchObject({
      state: 'MISSING',
      says: expect.stringContaining('confirmed'),
    });
  });
});

describe('staff', () => {
  const issuer = 'https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_abc';
  const person = (Username: string) => ({ Username, Enabled: true, UserStatus: 'CONFIRMED' });
  const sound: FakeAnswers = {
    'cloudformation DescribeStacks': stackXml({ outputs: { StaffIssuer: issuer } }),
    'cognito-idp GetUserPoolMfaConfig': {
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    },
    'cognito-idp ListUsersInGroup': { Users: [person('lan'), person('minh')] },
    'cognito-idp AdminGetUser': { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] },
  };
  const look = (changed: FakeAnswers) => checkStaff(aws.stage({ ...sound, ...changed }));

  test('can approve what one of them drafts', async () => {
    expect(await look({})).toMatchObject({ state: 'FINE' });
  });

  test.each<[FakeAnswers, string]>([
    [{ 'cognito-idp GetUserPoolMfaConfig': { MfaConfiguration: 'OPTIONAL' } }, 'second factor'],
    [{ 'cognito-idp ListUsersInGroup': { Users: [] } }, '0 of 2'],
    [{ 'cognito-idp ListUsersInGroup': { Users: [person('lan')] } }, '1 of 2'],
    [
      {
        'cognito-idp ListUsersInGroup': {
          Users: [person('lan'), { ...person('minh'), UserStatus: 'FORCE_CHANGE_PASSWORD' }],
        },
      },
      '1 of 2',
    ],
    [
      { 'cognito-idp ListUsersInGroup': { Users: [person('lan'), { ...person('minh'), Enabled: false }] } },
      '1 of 2',
    ],
    [{ 'cognito-idp AdminGetUser': {} }, '0 of 2'],
    [{ 'cloudformation DescribeStacks': { refused: 'ValidationError' } }, 'no staff pool'],
  ])('are missing with %j', async (changed, says) => {
    const found = await look(changed);
    expect(found.state).toBe('MISSING');
    expect(found.says).toContain(says);
    expect(JSON.stringify(found)).not.toMatch(/lan\b|minh/);
  });
});
