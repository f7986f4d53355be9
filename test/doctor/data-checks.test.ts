import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { functionKeys } from '../../lambda/declared/function-keys.ts';
import { tables } from '../../lambda/declared/tables.ts';
import { familyOf } from '../../lambda/domain/rotation/rotating-key.ts';
import { createKeyStore } from '../../lambda/store/keys.ts';
import { checkAuditBucket } from '../../local/doctor/checks/audit-bucket.ts';
import { checkFirstKeys } from '../../local/doctor/checks/first-keys.ts';
import { checkFunctionKeys } from '../../local/doctor/checks/function-keys.ts';
import { checkKeptTables } from '../../local/doctor/checks/kept-tables.ts';
import { checkTables } from '../../local/doctor/checks/tables.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb/start.ts';
import { startKms } from '../../local/kms/start.ts';
import type { LoopbackServer } from '../../local/loopback-server.ts';
import { startS3 } from '../../local/s3/start.ts';
import { credentials, type FakeAws, startFakeAws } from './fake-aws.ts';

const parts: LoopbackServer[] = [];
const started = async <T extends { stop(): Promise<void>; url: string }>(part: Promise<T>): Promise<T> => {
  const running = await part;
  parts.push(running);
  return running;
};
const client = (endpoint: string) => ({ region: 'ap-southeast-1', credentials, endpoint });

let aws: FakeAws;
let dynamodb: DynamoDBClient;
let kms: KMSClient;
let s3: S3Client;
beforeAll(async () => {
  aws = await started(startFakeAws());
  const { keyNames, tableNames } = aws.stage({});
  const keys = Object.fromEntries(
    Object.keys(functionKeys).map((id) => [
      keyNames[id as keyof typeof functionKeys],
      id === 'anchor' || id === 'receipts' ? ('ECC_NIST_P256' as const) : ('SYMMETRIC_DEFAULT' as const),
    ]),
  );
  dynamodb = new DynamoDBClient(client((await started(startDynamoDb({ engine: 'embedded' }))).url));
  kms = new KMSClient(client((await started(startKms({ keys }))).url));
  s3 = new S3Client({ ...client((await started(startS3())).url), forcePathStyle: true });
  await createTables(dynamodb, tableNames);
});
afterAll(async () => void (await Promise.all(parts.map((part) => part.stop()))));

test('the first keys are known by their names alone', async () => {
  const stage = aws.stage({}, { dynamodb });
  expect(await checkFirstKeys(stage)).toMatchObject({
    state: 'MISSING',
    says: 'not made yet: KEK#contact, INDEX',
  });
  const store = createKeyStore({ dynamo: dynamodb, table: stage.tableNames.keys });
  const first = { current: 1, alsoRead: [], since: '2026-11-02T03:04:05.678Z' };
  await store.insertVersions(familyOf('contact'), first);
  expect(await checkFirstKeys(stage)).toMatchObject({ says: 'not made yet: INDEX' });
  await store.insertVersions(familyOf('index'), first);
  expect(await checkFirstKeys(stage)).toMatchObject({ state: 'FINE' });
});

test('every key is there and enabled', async () => {
  const stage = aws.stage({}, { kms });
  expect(await checkFunctionKeys(stage)).toMatchObject({ state: 'FINE' });
  const KeyId = stage.keyNames.payment;
  await kms.send(new DisableKeyCommand({ KeyId }));
  expect(await checkFunctionKeys(stage)).toMatchObject({ state: 'MISSING', says: `${KeyId} is disabled` });
  await kms.send(new EnableKeyCommand({ KeyId }));
  const lost = { ...stage, keyNames: { ...stage.keyNames, index: 'alias/nowhere' } };
  expect(await checkFunctionKeys(lost)).toMatchObject({ says: 'there is no key alias/nowhere' });
});

test('a key that is about to be deleted is told as such', async () => {
  const stage = aws.stage({
    'kms DescribeKey': { KeyMetadata: { KeyId: 'k', KeyState: 'PendingDeletion', Enabled: false } },
  });
  expect(await checkFunctionKeys(stage)).toMatchObject({
    mend: expect.stringContaining('cancel-key-deletion'),
  });
});

test('the audit archive locks what it holds', async () => {
  const stage = aws.stage({}, { s3, auditLockDays: 400 });
  const Bucket = stage.auditBucket;
  expect(await checkAuditBucket(stage)).toMatchObject({ state: 'MISSING' });
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  expect(await checkAuditBucket(stage)).toMatchObject({ state: 'MISSING' });
  const locks = (Days: number, Mode: 'COMPLIANCE' | 'GOVERNANCE' = 'COMPLIANCE') =>
    s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode, Days } } },
      }),
    );
  await locks(399);
  expect(await checkAuditBucket(stage)).toMatchObject({
    state: 'MISSING',
    says: expect.stringContaining('not 400'),
  });
  await locks(400);
  expect(await checkAuditBucket(stage)).toMatchObject({ state: 'FINE' });
});

describe('tables are kept', () => {
  const described = (changed: object = {}) => ({
    Table: { DeletionProtectionEnabled: true, SSEDescription: { SSEType: 'KMS' }, ...changed },
  });
  const backups = (RecoveryPeriodInDays: number, PointInTimeRecoveryStatus = 'ENABLED') => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus, RecoveryPeriodInDays },
    },
  });
  const look = (changed: Readonly<Record<string, object>>, id: keyof typeof tables = 'records') => {
    const answers = {
      'dynamodb DescribeTable': described(),
      'dynamodb DescribeContinuousBackups': backups(tables[id].restoreDays),
      'dynamodb DescribeTimeToLive': {
        TimeToLiveDescription: { AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' },
      },
      ...changed,
    };
    return checkKeptTables(aws.stage(answers));
  };

  test.each([
    [{ 'dynamodb DescribeContinuousBackups': backups(35, 'DISABLED') }, 'cannot be restored'],
    [{ 'dynamodb DescribeContinuousBackups': backups(7) }, 'for 7 days, not 35'],
    [{ 'dynamodb DescribeTable': described({ DeletionProtectionEnabled: false }) }, 'deleted by one call'],
    [{ 'dynamodb DescribeTable': described({ SSEDescription: undefined }) }, 'under our key'],
    [{ 'dynamodb DescribeTimeToLive': {} }, 'does not forget'],
  ])('not with %j', async (changed, says) => {
    const found = await look(changed);
    expect(found.state).toBe('MISSING');
    expect(found.says).toContain(says);
  });

  test('keys that could be restored for longer than they may are told of', async () => {
    // Records answer the same 35 days, and are right so.
    expect(await look({})).toMatchObject({
      state: 'MISSING',
      says: 'cloudfly-privacy-dev-keys can be restored for 35 days, not 7',
    });
  });

  test('as they are declared', async () => {
    const stage = aws.stage({});
    const send = async (command: { input: { TableName: string } }) => {
      const id = command.input.TableName.split('-').at(-1) as keyof typeof tables;
      if (command instanceof DescribeTableCommand) return described();
      if (command instanceof DescribeContinuousBackupsCommand) return backups(tables[id].restoreDays);
      return { TimeToLiveDescription: { AttributeName: 'expiresAt' } };
    };
    const found = await checkKeptTables({ ...stage, dynamodb: { send } as unknown as DynamoDBClient });
    expect(found).toMatchObject({ state: 'FINE' });
  });
});

// Last: it takes a table away.
test('every table answers with its indexes and stream', async () => {
  const stage = aws.stage({}, { dynamodb });
  expect(await checkTables(stage)).toMatchObject({ state: 'FINE' });
  const { records, audit } = stage.tableNames;
  const swapped = { ...stage, tableNames: { ...stage.tableNames, records: audit } };
  expect(await checkTables(swapped)).toMatchObject({
    state: 'MISSING',
    says: expect.stringContaining('without customers'),
  });
  await dynamodb.send(new DeleteTableCommand({ TableName: records }));
  await expect.poll(async () => (await checkTables(stage)).says).toContain(`there is no table ${records}`);
});
