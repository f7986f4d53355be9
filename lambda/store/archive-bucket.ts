import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';

/** The write-once bucket: what is there stays as it is. Its lock is the bucket's own default. */
export interface ArchiveBucket {
  /** Puts an object where there is none. False when there is one. */
  putOnce(key: string, text: string, contentType: string): Promise<boolean>;
  /** Undefined when there is none. */
  load(key: string): Promise<string | undefined>;
  /** Keys in order. @param after only those behind this one, which need not exist */
  keys(prefix: string, after?: string): AsyncIterable<string>;
  /** The next level of folders, with their trailing slash. */
  folders(prefix: string): AsyncIterable<string>;
}

export function createArchiveBucket(deps: { readonly s3: S3Client; readonly bucket: string }): ArchiveBucket {
  const { s3, bucket: Bucket } = deps;
  return {
    putOnce: async (Key, Body, ContentType) => {
      try {
        await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, IfNoneMatch: '*' }));
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'PreconditionFailed') return false;
        throw error;
      }
    },
    load: async (Key) => {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    keys: async function* (Prefix, after) {
      const behind = after === undefined ? {} : { StartAfter: after };
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: s3 },
        { Bucket, Prefix, ...behind },
      ))
        for (const { Key } of Contents) if (Key) yield Key;
    },
    folders: async function* (Prefix) {
      const pages = paginateListObjectsV2({ client: s3 }, { Bucket, Prefix, Delimiter: '/' });
      for await (const { CommonPrefixes = [] } of pages)
        for (const common of CommonPrefixes) if (common.Prefix) yield common.Prefix;
    },
  };
}
