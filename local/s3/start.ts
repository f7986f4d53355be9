import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { keepFiles } from '../kept-files.ts';
import { type LoopbackServer, serveOnLoopback } from '../loopback-server.ts';
import { BodyTooLarge, readBody } from '../request-body.ts';
import { sealAtRest } from './at-rest.ts';
import { getBucketEncryption, putBucketEncryption } from './bucket-encryption.ts';
import {
  createBucket,
  getBucketVersioning,
  getObjectLockConfiguration,
  headBucket,
  putObjectLockConfiguration,
} from './buckets.ts';
import { openDataKey } from './data-key.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjects } from './delete-objects.ts';
import { notImplemented, S3Error } from './errors.ts';
import { getObject, headObject } from './get-object.ts';
import { getBucketLifecycle, putBucketLifecycle, sweepExpired } from './lifecycle.ts';
import { listObjects } from './list-objects.ts';
import { openObjects } from './objects.ts';
import { putObject } from './put-object.ts';
import { requestOf, type S3Answer, type S3Operation, type S3Request } from './request.ts';
import { getObjectRetention, putObjectRetention } from './retention.ts';
import { errorXml } from './xml.ts';

export interface S3Options {
  /** Folder of the buckets; none: memory. */
  readonly directory?: string;
  /** None or 0: a free one. */
  readonly port?: number;
  /** Where KMS is, and the key that S3 has its own key wrapped under; without them no bucket can have encryption. */
  readonly kms?: { readonly url: string; readonly keyId: string };
}

/** By what is asked of (`bucket` or `object`), the sub-resource that the query names, and the method. */
const operations: Readonly<Record<string, S3Operation>> = {
  'PUT bucket': createBucket,
  'HEAD bucket': headBucket,
  'GET bucket': listObjects,
  'POST bucket delete': deleteObjects,
  'GET bucket versioning': getBucketVersioning,
  'PUT bucket object-lock': putObjectLockConfiguration,
  'GET bucket object-lock': getObjectLockConfiguration,
  'PUT bucket encryption': putBucketEncryption,
  'GET bucket encryption': getBucketEncryption,
  'PUT bucket lifecycle': putBucketLifecycle,
  'GET bucket lifecycle': getBucketLifecycle,
  'PUT object': putObject,
  'GET object': getObject,
  'HEAD object': headObject,
  'DELETE object': deleteObject,
  'PUT object retention': putObjectRetention,
  'GET object retention': getObjectRetention,
};

/** Query parameters that do not choose another operation. */
const parameters =
  /^(x-id|versionId|list-type|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|fetch-owner|X-Amz-.*)$/i;
const longestBody = 128 * 1024 * 1024;
const sweepEveryMs = 3600_000;

/**
 * Starts an endpoint that speaks S3's REST protocol in path style: a few calls, with versions, object lock, encryption and
 * expiration (swept at the start and every hour). Give the SDK its address with `127.0.0.1` as host, which makes it use
 * path style by itself. Callers are not authenticated.
 */
export async function startS3(options: S3Options = {}): Promise<LoopbackServer> {
  const files = keepFiles(options.directory);
  const { kms } = options;
  const key = kms && (await openDataKey(files, kms.url, kms.keyId));
  const store = openObjects(files, key && sealAtRest(key));
  const sweep = () => sweepExpired(store, new Date());
  sweep();
  const server = await serveOnLoopback('The local S3', options.port, async (incoming, response) => {
    const requestId = randomUUID();
    try {
      const request = requestOf(incoming, await readBody(incoming, longestBody));
      send(response, requestId, operationOf(request)(store, request));
    } catch (thrown) {
      const error =
        thrown instanceof BodyTooLarge ? new S3Error(400, 'EntityTooLarge', thrown.message) : thrown;
      if (!(error instanceof S3Error)) throw error;
      const body = incoming.method === 'HEAD' ? '' : errorXml(error, requestId);
      send(response, requestId, { status: error.status, headers: error.headers, body });
    }
  });
  const timer = setInterval(sweep, sweepEveryMs);
  return {
    url: server.url,
    stop() {
      clearInterval(timer);
      return server.stop();
    },
  };
}

function operationOf({ method, bucket, key, query, headers }: S3Request): S3Operation {
  const subresources = [...query.keys()].filter((name) => !parameters.test(name));
  const name = [method, key === '' ? 'bucket' : 'object', ...subresources].join(' ');
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (bucket === '' || !operation || headers['x-amz-copy-source'] !== undefined) throw notImplemented();
  return operation;
}

function send(response: ServerResponse, requestId: string, { status, headers = {}, body }: S3Answer): void {
  const sent = Object.entries(headers).filter(([, value]) => value !== undefined) as [string, string][];
  response.writeHead(status, {
    ...(typeof body === 'string' && { 'content-type': 'application/xml' }),
    ...(body !== undefined && body.length > 0 && { 'content-length': Buffer.byteLength(body) }),
    ...Object.fromEntries(sent),
    'x-amz-request-id': requestId,
  });
  response.end(body);
}
