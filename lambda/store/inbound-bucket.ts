import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { DomainError } from '../domain/errors.ts';
import type { InboundBucket } from '../domain/ports/inbound.ts';
import { attachmentFolder } from '../domain/request/request.ts';

/** The bucket of inbound mail: `raw/<id>` as SES put it, `sealed/<subject>/<attachment>` as this product did. */
export function createInboundBucket({
  s3,
  bucket: Bucket,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
}): InboundBucket {
  async function keysUnder(Prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix }))
      keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return keys;
  }
  return {
    async readRaw(id, most) {
      try {
        const Range = `bytes=0-${most - 1}`;
        const { Body, ContentRange } = await s3.send(
          new GetObjectCommand({ Bucket, Key: rawKey(id), Range }),
        );
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        return { bytes, size: wholeSize(ContentRange) ?? bytes.length };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        // Of nothing there is no range.
        if (error instanceof Error && error.name === 'InvalidRange')
          return { bytes: new Uint8Array(), size: 0 };
        throw error;
      }
    },
    async deleteRaw(id) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: rawKey(id) }));
    },
    async putSealed(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/octet-stream' }));
    },
    async readSealed(Key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async listSealedOf(subjectId, beginning) {
      const folder = attachmentFolder(subjectId);
      return (await keysUnder(`${folder}${beginning}`)).map((key) => key.slice(folder.length));
    },
    async deleteSealed(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    },
    async deleteSealedOf(subjectId) {
      const keys = await keysUnder(attachmentFolder(subjectId));
      for (let from = 0; from < keys.length; from += mostDeleted) {
        const Objects = keys.slice(from, from + mostDeleted).map((Key) => ({ Key }));
        const { Errors = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
        );
        // S3 answers 200 all the same. What is left is listed again by whoever repeats this.
        if (Errors.length > 0) throw new DomainError('TEMPORARILY_UNAVAILABLE');
      }
    },
  };
}

/** S3's limit of one DeleteObjects. */
const mostDeleted = 1000;
const rawKey = (id: string): string => `raw/${id}`;

/** `bytes 0-99/12345`: what stands behind the slash (RFC 9110 14.4). */
function wholeSize(contentRange: string | undefined): number | undefined {
  const size = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return size === undefined ? undefined : Number(size);
}
