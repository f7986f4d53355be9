import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { S3Error } from './errors.ts';
import type { Bucket, ObjectStore } from './objects.ts';

/** One request in path style: `/bucket/key?query`. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  /** Decoded; empty for a request about the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer; headers with undefined values are left out. */
export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Buffer | string;
}

export type S3Operation = (store: ObjectStore, request: S3Request) => S3Answer;

export function requestOf({ method = '', url = '/', headers }: IncomingMessage, body: Buffer): S3Request {
  // Not `new URL`: it would fold `..` and the like, which are lawful in keys.
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  try {
    return { method, bucket: decodeURIComponent(bucket), key: decodeURIComponent(key), query, headers, body };
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** @throws S3Error NoSuchBucket */
export function bucketOf(store: ObjectStore, request: S3Request): Bucket {
  const bucket = store.bucket(request.bucket);
  if (!bucket) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
  return bucket;
}

export function headerOf(request: S3Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}
