import { createHash, randomBytes } from 'node:crypto';
import { decodeBody } from './body.ts';
import { invalidRequest, S3Error } from './errors.ts';
import type { Bucket, Version } from './objects.ts';
import { bucketOf, headerOf, type S3Operation, type S3Request } from './request.ts';
import { retentionOfNew } from './retention.ts';

/** Kept with an object and given back with it. */
const kept = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];
const keptAndEchoed = ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'];

export const putObject: S3Operation = (store, request) => {
  const bucket = bucketOf(store, request);
  if (Buffer.byteLength(request.key) > 1024)
    throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
  const { content, checksum, checked } = decodeBody(request.headers, request.body);
  const retention = retentionOfNew(request, bucket);
  if (headerOf(request, 'x-amz-object-lock-mode') && !checked)
    throw invalidRequest(
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
  requireCondition(request, store.versions(request.bucket, request.key)[0]);

  const echoed = {
    ...encryptionHeaders(bucket),
    ...Object.fromEntries(namedHeaders(request, (name) => keptAndEchoed.includes(name))),
  };
  const own = namedHeaders(request, (name) => kept.includes(name) || name.startsWith('x-amz-meta-'));
  const encoding = (headerOf(request, 'content-encoding') ?? '').replace(/\s*aws-chunked\s*,?\s*/, '');
  // As with SSE-KMS, the tag of what is sealed is no digest of it.
  const digest = bucket.encryption ? randomBytes(16) : createHash('md5').update(content).digest();
  const etag = `"${digest.toString('hex')}"`;
  const version = store.add(
    {
      bucket: request.bucket,
      key: request.key,
      deleteMarker: false,
      size: content.length,
      etag,
      headers: {
        'content-type': 'binary/octet-stream',
        ...Object.fromEntries(own),
        ...echoed,
        ...(encoding && { 'content-encoding': encoding }),
        ...(checksum && { [checksum[0]]: checksum[1] }),
      },
      ...(retention && { retention }),
    },
    content,
  );
  return {
    status: 200,
    headers: {
      etag,
      'x-amz-version-id': bucket.objectLock ? version.versionId : undefined,
      ...echoed,
      ...(checksum && { [checksum[0]]: checksum[1], 'x-amz-checksum-type': 'FULL_OBJECT' }),
    },
  };
};

/** `If-None-Match: *` writes only where nothing is, `If-Match` only over what it names. */
function requireCondition(request: S3Request, newest: Version | undefined): void {
  const present = newest && !newest.deleteMarker ? newest : undefined;
  const noneMatch = headerOf(request, 'if-none-match');
  if (noneMatch !== undefined && noneMatch !== '*')
    throw new S3Error(501, 'NotImplemented', 'If-None-Match of a write takes * alone.');
  const match = headerOf(request, 'if-match');
  if (match !== undefined && !present)
    throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  if (
    (noneMatch === '*' && present) ||
    (match !== undefined && match.replaceAll('"', '') !== present?.etag.replaceAll('"', ''))
  )
    throw new S3Error(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    );
}

function encryptionHeaders({ encryption }: Bucket): Record<string, string> {
  if (!encryption) return {};
  const { algorithm, keyId } = encryption;
  return {
    'x-amz-server-side-encryption': algorithm,
    ...(keyId && { 'x-amz-server-side-encryption-aws-kms-key-id': keyId }),
  };
}

function namedHeaders(request: S3Request, wanted: (name: string) => boolean): [string, string][] {
  return Object.keys(request.headers)
    .filter(wanted)
    .map((name) => [name, headerOf(request, name) ?? '']);
}
