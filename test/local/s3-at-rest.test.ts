import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { createInboundBucket, keepRawMail } from '../../local/inbound-bucket.ts';
import { startKms } from '../../local/kms/start.ts';
import { sealAtRest } from '../../local/s3/at-rest.ts';
import { startS3 } from '../../local/s3/start.ts';
import { canary } from '../harness/cloud.ts';

const keyId = 'alias/at-rest';
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 's3-'));
  closing.push(() => rmSync(made, { recursive: true }));
  return made;
}

/** KMS and S3 that live in a folder; without one nothing survives. */
async function start(directory?: string, withKms = true) {
  const within = (name: string) => (directory ? { directory: join(directory, name) } : {});
  const kms = await startKms({ ...within('kms'), keys: { [keyId]: 'SYMMETRIC_DEFAULT' } });
  const s3 = await startS3({ ...within('s3'), ...(withKms ? { kms: { url: kms.url, keyId } } : {}) });
  const client = new S3Client({
    endpoint: s3.url,
    region: 'ap-southeast-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const stop = async () => {
    client.destroy();
    await Promise.all([s3.stop(), kms.stop()]);
  };
  closing.push(stop);
  const read = async (Bucket: string, Key: string, more: object = {}) => {
    const { Body, ...rest } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...rest, text: (await Body?.transformToString()) ?? '' };
  };
  return { client, stop, read };
}

const filesIn = (directory: string): readonly Buffer[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));

describe('a bucket with encryption', () => {
  it('leaves nothing in the clear on the disk, and gives it back after a restart', async () => {
    const directory = folder();
    const [secret, open] = [canary(), canary()];
    const first = await start(directory);
    await createInboundBucket(first.client, 'inbound', keyId);
    await keepRawMail(first.client, 'inbound', 'mail1', Buffer.from(`Subject: ${secret}`));
    await first.client.send(new CreateBucketCommand({ Bucket: 'other' }));
    await first.client.send(new PutObjectCommand({ Bucket: 'other', Key: 'k', Body: open }));
    await first.stop();
    const holding = (text: string) => filesIn(directory).filter((bytes) => bytes.includes(text)).length;
    // The search finds what is not encrypted.
    expect([holding(open), holding(secret)]).toEqual([1, 0]);

    const second = await start(directory);
    // Made at every start: what is there stays.
    await createInboundBucket(second.client, 'inbound', keyId);
    const found = await second.read('inbound', 'raw/mail1');
    expect(found.text).toBe(`Subject: ${secret}`);
    expect([found.ServerSideEncryption, found.SSEKMSKeyId]).toEqual(['aws:kms', keyId]);
    expect((await second.read('inbound', 'raw/mail1', { Range: 'bytes=0-6' })).text).toBe('Subject');
  });

  it('does not give one object for another, nor a changed one', () => {
    const { seal, open } = sealAtRest(randomBytes(32));
    const content = Buffer.from(canary());
    const sealed = seal(content, 'bucket/one');
    expect(open(sealed, 'bucket/one')).toEqual(content);
    expect(() => open(sealed, 'bucket/two')).toThrow();
    for (const at of [0, 12, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(changed, 'bucket/one')).toThrow();
    }
    expect(() => sealAtRest(randomBytes(32)).open(sealed, 'bucket/one')).toThrow();
  });

  it('says so, and cannot be had where there is no key', async () => {
    const { client } = await start();
    await createInboundBucket(client, 'inbound', keyId);
    const { ServerSideEncryptionConfiguration } = await client.send(
      new GetBucketEncryptionCommand({ Bucket: 'inbound' }),
    );
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: keyId,
    });
    await client.send(new CreateBucketCommand({ Bucket: 'plain' }));
    await expect(client.send(new GetBucketEncryptionCommand({ Bucket: 'plain' }))).rejects.toThrow(
      'was not found',
    );
    const keyless = await start(undefined, false);
    await keyless.client.send(new CreateBucketCommand({ Bucket: 'plain' }));
    const asked = new PutBucketEncryptionCommand({
      Bucket: 'plain',
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
    await expect(keyless.client.send(asked)).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('a lifecycle', () => {
  it('removes raw mail that nobody filed for so many days, and nothing else', async () => {
    const directory = folder();
    const first = await start(directory);
    await createInboundBucket(first.client, 'inbound', keyId);
    await keepRawMail(first.client, 'inbound', 'young', Buffer.from('a'));
    await keepRawMail(first.client, 'inbound', 'old', Buffer.from('b'));
    await first.client.send(new PutObjectCommand({ Bucket: 'inbound', Key: 'sealed/old', Body: 'c' }));
    const { Rules } = await first.client.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: 'inbound' }),
    );
    expect(Rules).toMatchObject([
      { Filter: { Prefix: 'raw/' }, Expiration: { Days: 14 }, Status: 'Enabled' },
    ]);
    await first.stop();

    const bucket = join(directory, 's3', 'inbound');
    const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
    for (const name of readdirSync(bucket, { recursive: true, encoding: 'utf8' })) {
      if (!/\/\d+\.json$/.test(name)) continue;
      const described = JSON.parse(readFileSync(join(bucket, name), 'utf8'));
      const time = days(described.key.endsWith('old') ? 15 : 13);
      writeFileSync(join(bucket, name), JSON.stringify({ ...described, time }));
    }
    const second = await start(directory);
    await expect(second.read('inbound', 'raw/old')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect((await second.read('inbound', 'raw/young')).text).toBe('a');
    expect((await second.read('inbound', 'sealed/old')).text).toBe('c');
  });

  it('takes one rule', async () => {
    const { client } = await start();
    await client.send(new CreateBucketCommand({ Bucket: 'plain' }));
    const put = (Days: number, count = 1) =>
      client.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket: 'plain',
          LifecycleConfiguration: {
            Rules: Array.from({ length: count }, () => ({
              Status: 'Enabled',
              Filter: { Prefix: 'raw/' },
              Expiration: { Days },
            })),
          },
        }),
      );
    await expect(put(0)).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(put(1, 2)).rejects.toMatchObject({ name: 'InvalidArgument' });
    await put(1);
  });
});
