import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  ChecksumAlgorithm,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoopbackServer } from '../../local/loopback-server.ts';
import { startS3 } from '../../local/s3/start.ts';
import { otherAddressesThatAnswer } from './loopback-only.ts';

function clientOf(url: string): S3Client {
  return new S3Client({
    endpoint: url,
    region: 'ap-southeast-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

let s3: LoopbackServer;
let client: S3Client;
beforeAll(async () => {
  s3 = await startS3();
  client = clientOf(s3.url);
  await client.send(new CreateBucketCommand({ Bucket: 'plain' }));
  await client.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
});
afterAll(async () => {
  client.destroy();
  await s3.stop();
});

const put = (input: Partial<PutObjectCommandInput>) =>
  client.send(new PutObjectCommand({ Bucket: 'plain', Key: 'k', ...input }));
const streaming = {
  'content-encoding': 'aws-chunked',
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-trailer': 'x-amz-checksum-crc32',
};
const soon = () => new Date(Date.now() + 3600_000);

async function textOf(Bucket: string, Key: string, VersionId?: string): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }));
  return Body?.transformToString();
}

describe('bodies and checksums', () => {
  test.each(
    Object.values(ChecksumAlgorithm).filter((name) => /^(CRC32C?|CRC64NVME|SHA1|SHA256)$/.test(name)),
  )('%s, as the client has it, is verified and given back', async (ChecksumAlgorithm) => {
    const Key = `sum/${ChecksumAlgorithm}`;
    const content = randomBytes(70_000);
    const sent = await put({ Key, Body: content, ChecksumAlgorithm });
    const member = `Checksum${ChecksumAlgorithm}` as 'ChecksumCRC32';
    expect(sent[member]).toMatch(/=$|^[\w+/]+$/);
    const got = await client.send(new GetObjectCommand({ Bucket: 'plain', Key, ChecksumMode: 'ENABLED' }));
    expect(got[member]).toBe(sent[member]);
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(content);
  });

  test('a stream, which the SDK sends in pieces with a trailing checksum, arrives as it left', async () => {
    const content = randomBytes(300_000);
    const pieces = [content.subarray(0, 1), content.subarray(1, 70_000), content.subarray(70_000)];
    const body = Readable.from(pieces);
    const { ChecksumCRC32, ETag } = await put({ Key: 'streamed', Body: body, ContentLength: content.length });
    expect(ETag).toBe(`"${createHash('md5').update(content).digest('hex')}"`);
    const got = await client.send(
      new GetObjectCommand({ Bucket: 'plain', Key: 'streamed', ChecksumMode: 'ENABLED' }),
    );
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(content);
    expect(got.ChecksumCRC32).toBe(ChecksumCRC32);
    expect(ChecksumCRC32).toBeTruthy();
    expect(got.ContentEncoding).toBeUndefined();
  });

  test('whatever the bytes, they come back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, streamed) => {
        const content = Buffer.from(bytes);
        const Body = streamed ? Readable.from([content]) : content;
        await put({ Key: 'any', Body, ContentLength: content.length });
        const { Body: got } = await client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'any' }));
        expect(Buffer.from((await got?.transformToByteArray()) ?? [])).toEqual(content);
      }),
      { numRuns: 40 },
    );
  });

  // The check values of "123456789" in the catalogue of parametrised CRC algorithms.
  test.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
  ])('%s gives its published check value, and another is refused', async (name, value) => {
    const send = (hex: string) =>
      fetch(`${s3.url}/plain/check`, {
        method: 'PUT',
        body: '123456789',
        headers: { [`x-amz-checksum-${name}`]: Buffer.from(hex, 'hex').toString('base64') },
      });
    expect((await send(value)).status).toBe(200);
    const wrong = await send(value.replace(/^./, '0'));
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('<Code>BadDigest</Code>');
  });

  test.each([
    ['a wrong MD5', { 'content-md5': createHash('md5').update('other').digest('base64') }, 'x', 'BadDigest'],
    ['a wrong payload hash', { 'x-amz-content-sha256': '0'.repeat(64) }, 'x', 'XAmzContentSHA256Mismatch'],
    [
      'a wrong trailing checksum',
      streaming,
      '1\r\nx\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
      'BadDigest',
    ],
    ['no trailing checksum though announced', streaming, '1\r\nx\r\n0\r\n\r\n', 'MalformedTrailerError'],
    ['a piece cut short', streaming, '5\r\nx\r\n0\r\n\r\n', 'IncompleteBody'],
    ['no end', streaming, '1\r\nx\r\n', 'IncompleteBody'],
    [
      'another length than said',
      { ...streaming, 'x-amz-decoded-content-length': '2' },
      '1\r\nx\r\n0\r\n\r\n',
      'IncompleteBody',
    ],
  ] as [string, Record<string, string>, string, string][])(
    '%s is refused',
    async (_, headers, body, code) => {
      const answer = await fetch(`${s3.url}/plain/refused`, { method: 'PUT', body, headers });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain(`<Code>${code}</Code>`);
      await expect(textOf('plain', 'refused')).rejects.toBeInstanceOf(NoSuchKey);
    },
  );
});

describe('objects', () => {
  test('keep their type, metadata and size, and give a range', async () => {
    await put({
      Key: 'meta',
      Body: '0123456789',
      ContentType: 'application/jsonl',
      Metadata: { lane: 'seven' },
    });
    const head = await client.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'meta' }));
    expect(head).toMatchObject({
      ContentType: 'application/jsonl',
      ContentLength: 10,
      Metadata: { lane: 'seven' },
    });
    const part = await client.send(
      new GetObjectCommand({ Bucket: 'plain', Key: 'meta', Range: 'bytes=2-4' }),
    );
    expect(await part.Body?.transformToString()).toBe('234');
  });

  test('keep any key, dots and slashes and other alphabets included', async () => {
    const keys = ['a/../b', './x', 'việt nam/ghi chú', 'a+b&c=d?e#f', '//', 'quote"<>', '100%'].map(
      (key) => `odd/${key}`,
    );
    for (const Key of keys) await put({ Key, Body: Key });
    for (const Key of keys) expect(await textOf('plain', Key)).toBe(Key);
    const listed = await client.send(new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'odd/' }));
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual(
      [...keys].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
    );
  });

  test('are listed by prefix and page by page, each once', async () => {
    const keys = Array.from({ length: 7 }, (_, at) => `list/2026/${at}`);
    for (const Key of [...keys, 'list/2027/0', 'list/z']) await put({ Key, Body: 'x' });
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    let pages = 0;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: 'plain',
          Prefix: 'list/2026/',
          MaxKeys: 3,
          ...(ContinuationToken && { ContinuationToken }),
        }),
      );
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
      pages++;
    } while (ContinuationToken);
    expect(found).toEqual(keys);
    expect(pages).toBe(3);
    const folders = await client.send(
      new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'list/', Delimiter: '/' }),
    );
    expect(folders.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['list/2026/', 'list/2027/']);
    expect(folders.Contents?.map(({ Key }) => Key)).toEqual(['list/z']);
  });

  test('are not overwritten where If-None-Match says so, by one of many at once', async () => {
    const Key = `once/${randomUUID()}`;
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => put({ Key, Body: `writer ${at}`, IfNoneMatch: '*' })),
    );
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    expect(await textOf('plain', Key)).toBe(`writer ${winner}`);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(7);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  });

  test('are replaced and deleted for good where there are no versions', async () => {
    const { VersionId } = await put({ Key: 'gone', Body: 'one' });
    expect(VersionId).toBeUndefined();
    await put({ Key: 'gone', Body: 'two' });
    expect(await textOf('plain', 'gone')).toBe('two');
    await client.send(new DeleteObjectCommand({ Bucket: 'plain', Key: 'gone' }));
    await expect(textOf('plain', 'gone')).rejects.toBeInstanceOf(NoSuchKey);
    await put({ Key: 'gone', Body: 'three', IfNoneMatch: '*' });
    expect(await textOf('plain', 'gone')).toBe('three');
  });
});

describe('object lock', () => {
  const putLocked = (Key: string, Body: string, extra: Partial<PutObjectCommandInput> = {}) =>
    put({
      Bucket: 'locked',
      Key,
      Body,
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: soon(),
      ...extra,
    });
  const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

  test('overwriting adds a version, and neither can be deleted, not even by who would bypass governance', async () => {
    const first = await putLocked('day', 'one');
    const second = await putLocked('day', 'two');
    expect(first.VersionId).not.toBe(second.VersionId);
    expect(await textOf('locked', 'day')).toBe('two');
    expect(await textOf('locked', 'day', first.VersionId)).toBe('one');
    for (const { VersionId } of [first, second])
      for (const BypassGovernanceRetention of [false, true])
        await expect(
          client.send(
            new DeleteObjectCommand({ Bucket: 'locked', Key: 'day', VersionId, BypassGovernanceRetention }),
          ),
        ).rejects.toMatchObject(denied);
    expect(await textOf('locked', 'day', first.VersionId)).toBe('one');
  });

  test('a deletion only hides: the version stays, and the key is free for If-None-Match', async () => {
    const { VersionId } = await putLocked('hidden', 'kept');
    const marker = await client.send(new DeleteObjectCommand({ Bucket: 'locked', Key: 'hidden' }));
    expect(marker.DeleteMarker).toBe(true);
    await expect(textOf('locked', 'hidden')).rejects.toBeInstanceOf(NoSuchKey);
    expect(await textOf('locked', 'hidden', VersionId)).toBe('kept');
    const listed = await client.send(new ListObjectsV2Command({ Bucket: 'locked', Prefix: 'hidden' }));
    expect(listed.KeyCount).toBe(0);
    const unlock = { Bucket: 'locked', Key: 'hidden', VersionId: marker.VersionId };
    await client.send(new DeleteObjectCommand(unlock));
    expect(await textOf('locked', 'hidden')).toBe('kept');
    await expect(putLocked('hidden', 'again', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  test('retention under compliance grows and never shrinks', async () => {
    const { VersionId } = await putLocked('grows', 'x');
    const at = { Bucket: 'locked', Key: 'grows' };
    const later = new Date(Date.now() + 7200_000);
    const set = (Mode: 'COMPLIANCE' | 'GOVERNANCE', RetainUntilDate: Date) =>
      client.send(new PutObjectRetentionCommand({ ...at, VersionId, Retention: { Mode, RetainUntilDate } }));
    await set('COMPLIANCE', later);
    const { Retention } = await client.send(new GetObjectRetentionCommand(at));
    expect(Retention).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: later });
    await expect(set('COMPLIANCE', soon())).rejects.toMatchObject(denied);
    await expect(set('GOVERNANCE', new Date(Date.now() + 9000_000))).rejects.toMatchObject(denied);
    const head = await client.send(new HeadObjectCommand(at));
    expect(head).toMatchObject({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: later });
  });

  test('a bucket gives its default retention, and governance yields to a bypass', async () => {
    const Bucket = `default-${randomUUID()}`;
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
    const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2 } } as const;
    await client.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule },
      }),
    );
    const read = await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect(read.ObjectLockConfiguration?.Rule).toEqual(Rule);
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const { VersionId } = await put({ Bucket, Key: 'k', Body: 'x' });
    const at = { Bucket, Key: 'k', VersionId };
    await expect(client.send(new DeleteObjectCommand(at))).rejects.toMatchObject(denied);
    await client.send(new DeleteObjectCommand({ ...at, BypassGovernanceRetention: true }));
    await expect(client.send(new GetObjectCommand(at))).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  test('is refused in the past, without a lock on the bucket, and without a checksum', async () => {
    await expect(
      putLocked('past', 'x', { ObjectLockRetainUntilDate: new Date(Date.now() - 1000) }),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(putLocked('plain', 'x', { Bucket: 'plain' })).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    const unchecked = await fetch(`${s3.url}/locked/unchecked`, {
      method: 'PUT',
      body: 'x',
      headers: {
        'x-amz-object-lock-mode': 'COMPLIANCE',
        'x-amz-object-lock-retain-until-date': soon().toISOString(),
      },
    });
    expect(await unchecked.text()).toContain('<Code>InvalidRequest</Code>');
  });
});

describe('the endpoint', () => {
  test('errors are the classes of the SDK', async () => {
    await expect(textOf('plain', 'nothing')).rejects.toBeInstanceOf(NoSuchKey);
    await expect(textOf('nobody', 'k')).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(client.send(new ListObjectsV2Command({ Bucket: 'nobody' }))).rejects.toBeInstanceOf(
      NoSuchBucket,
    );
    await expect(
      client.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'nothing' })),
    ).rejects.toBeInstanceOf(NotFound);
    await expect(client.send(new HeadBucketCommand({ Bucket: 'nobody' }))).rejects.toBeInstanceOf(NotFound);
    await client.send(new HeadBucketCommand({ Bucket: 'plain' }));
    await expect(client.send(new CreateBucketCommand({ Bucket: 'plain' }))).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    await expect(client.send(new CreateBucketCommand({ Bucket: 'A_b' }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
    await expect(client.send(new GetBucketTaggingCommand({ Bucket: 'plain' }))).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  });

  test('buckets, versions and locks outlive a restart', async () => {
    const directory = mkdtempSync(join(tmpdir(), 's3-'));
    const at = { Bucket: 'archive', Key: 'audit/2026/11/22.jsonl' };
    const before = await startS3({ directory });
    const first = clientOf(before.url);
    await first.send(new CreateBucketCommand({ Bucket: at.Bucket, ObjectLockEnabledForBucket: true }));
    const lock = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: soon() } as const;
    const one = await first.send(new PutObjectCommand({ ...at, ...lock, Body: 'one' }));
    const two = await first.send(new PutObjectCommand({ ...at, ...lock, Body: 'two' }));
    first.destroy();
    await before.stop();

    const after = await startS3({ directory });
    const second = clientOf(after.url);
    const read = async (VersionId?: string) => {
      const { Body } = await second.send(new GetObjectCommand({ ...at, ...(VersionId && { VersionId }) }));
      return Body?.transformToString();
    };
    expect([await read(), await read(one.VersionId), await read(two.VersionId)]).toEqual([
      'two',
      'one',
      'two',
    ]);
    await expect(
      second.send(new DeleteObjectCommand({ ...at, VersionId: one.VersionId })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    const three = await second.send(new PutObjectCommand({ ...at, Body: 'three' }));
    expect(await read()).toBe('three');
    await second.send(new DeleteObjectCommand({ ...at, VersionId: three.VersionId }));
    expect(await read()).toBe('two');
    second.destroy();
    await after.stop();
    rmSync(directory, { recursive: true });
  });

  test('a taken port is one clear sentence, and it answers on 127.0.0.1 alone', async () => {
    const port = Number(new URL(s3.url).port);
    await expect(startS3({ port })).rejects.toThrow(
      `The local S3 cannot start: port ${port} of 127.0.0.1 is taken; stop what uses it or choose another port.`,
    );
    expect(await otherAddressesThatAnswer(s3.url)).toEqual([]);
  });
});

test('DeleteObjects removes what it names and tells of what is kept', async () => {
  const keys = ['several/a&<b>', 'several/ă', 'several/c'];
  for (const Key of keys) await put({ Key });
  const Objects = [...keys.slice(0, 2), 'several/none'].map((Key) => ({ Key }));
  const loud = await client.send(new DeleteObjectsCommand({ Bucket: 'plain', Delete: { Objects } }));
  expect(loud.Deleted?.map(({ Key }) => Key)).toEqual(Objects.map(({ Key }) => Key));
  const { Contents = [] } = await client.send(
    new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'several/' }),
  );
  expect(Contents.map(({ Key }) => Key)).toEqual(['several/c']);
  const RetainUntilDate = new Date(Date.now() + 3_600_000);
  const locked = { Bucket: 'locked', Key: 'several' };
  const { VersionId } = await put({
    ...locked,
    ObjectLockMode: 'COMPLIANCE',
    ObjectLockRetainUntilDate: RetainUntilDate,
  });
  const Delete = { Objects: [{ Key: 'several', VersionId }, { Key: 'other' }], Quiet: true };
  const quiet = await client.send(new DeleteObjectsCommand({ Bucket: 'locked', Delete }));
  expect(quiet.Deleted ?? []).toEqual([]);
  expect(quiet.Errors).toMatchObject([{ Key: 'several', Code: 'AccessDenied' }]);
});
