import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachmentObject } from '../../lambda/domain/request/request.ts';
import { createInboundBucket } from '../../lambda/store/inbound-bucket.ts';
import { startS3 } from '../../local/s3/start.ts';

const Bucket = 'inbound';
let server: Awaited<ReturnType<typeof startS3>>;
let s3: S3Client;
let bucket: ReturnType<typeof createInboundBucket>;
beforeAll(async () => {
  server = await startS3();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  s3 = new S3Client({ region: 'ap-southeast-1', credentials, endpoint: server.url, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  bucket = createInboundBucket({ s3, bucket: Bucket });
});
afterAll(async () => {
  s3.destroy();
  await server.stop();
});

const putRaw = (id: string, content: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key: `raw/${id}`, Body: new TextEncoder().encode(content) }));
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

describe('the bucket of inbound mail', () => {
  it('gives a raw mail so far as it is asked for, and says how large it is whole', async () => {
    await putRaw('a', '0123456789');
    for (const [most, read] of [
      [4, '0123'],
      [10, '0123456789'],
      [100, '0123456789'],
    ] as const) {
      const raw = await bucket.readRaw('a', most);
      expect([text(raw?.bytes), raw?.size]).toEqual([read, 10]);
    }
    await putRaw('empty', '');
    expect(await bucket.readRaw('empty', 100)).toEqual({ bytes: new Uint8Array(), size: 0 });
    expect(await bucket.readRaw('none', 100)).toBeUndefined();
  });

  it('deletes a raw mail, and again', async () => {
    await putRaw('b', 'x');
    await bucket.deleteRaw('b');
    await bucket.deleteRaw('b');
    expect(await bucket.readRaw('b', 1)).toBeUndefined();
  });

  it('lists a subject’s objects by how they begin, and deletes one', async () => {
    for (const [subject, id] of [
      ['cor-L', 'm1-a'],
      ['cor-L', 'm1-b'],
      ['cor-L', 'm2-a'],
      ['cor-LM', 'm1-c'],
    ] as const)
      await bucket.putSealed(attachmentObject(subject, id), new TextEncoder().encode('x'));
    expect(await bucket.listSealedOf('cor-L', 'm1-')).toEqual(['m1-a', 'm1-b']);
    for (let n = 0; n < 2; n++) await bucket.deleteSealed(attachmentObject('cor-L', 'm1-a'));
    expect(await bucket.listSealedOf('cor-L', '')).toEqual(['m1-b', 'm2-a']);
    expect(await bucket.listSealedOf('cor-none', '')).toEqual([]);
  });

  it('keeps sealed objects, and removes all of one subject and none of another’s', async () => {
    const names = ['cor-A', 'cor-AB', 'cor-B'].map((subject) => attachmentObject(subject, 'x'));
    for (const name of [...names, attachmentObject('cor-A', 'y')])
      await bucket.putSealed(name, new TextEncoder().encode(name));
    await bucket.deleteSealedOf('cor-A');
    expect(await Promise.all(names.map(async (name) => text(await bucket.readSealed(name))))).toEqual([
      undefined,
      names[1],
      names[2],
    ]);
    expect(await bucket.readSealed(attachmentObject('cor-A', 'y'))).toBeUndefined();
  });
});
