import { invalidArgument, invalidRequest, S3Error } from './errors.ts';
import { findVersion } from './find-version.ts';
import type { Bucket, Retention } from './objects.ts';
import { bucketOf, headerOf, type S3Operation, type S3Request } from './request.ts';
import { elementOf, toXml } from './xml.ts';

/** The retention a new object gets: its own, or the bucket's default. */
export function retentionOfNew(request: S3Request, bucket: Bucket): Retention | undefined {
  const mode = headerOf(request, 'x-amz-object-lock-mode');
  const until = headerOf(request, 'x-amz-object-lock-retain-until-date');
  if (mode === undefined && until === undefined) {
    const { defaultRetention } = bucket;
    if (!defaultRetention) return undefined;
    const end = new Date(Date.now() + defaultRetention.days * 86_400_000);
    return { mode: defaultRetention.mode, until: end.toISOString() };
  }
  requireLock(bucket);
  return checked(mode, until);
}

/** Whether a version may not be deleted now. Governance yields to whoever asks to bypass it, compliance to nobody. */
export function isLocked(retention: Retention | undefined, bypass: boolean): boolean {
  if (!retention || Date.parse(retention.until) <= Date.now()) return false;
  return retention.mode === 'COMPLIANCE' || !bypass;
}

/** Compliance can be prolonged, and neither shortened nor weakened. */
export const putObjectRetention: S3Operation = (store, request) => {
  requireLock(bucketOf(store, request));
  const version = findVersion(store, request);
  const xml = request.body.toString('utf8');
  const asked = checked(elementOf(xml, 'Mode'), elementOf(xml, 'RetainUntilDate'));
  const bypass = headerOf(request, 'x-amz-bypass-governance-retention') === 'true';
  const weaker =
    Date.parse(asked.until) < Date.parse(version.retention?.until ?? '') ||
    asked.mode !== version.retention?.mode;
  if (weaker && isLocked(version.retention, bypass))
    throw new S3Error(403, 'AccessDenied', 'Access Denied because object protected by object lock.');
  store.update({ ...version, retention: asked });
  return { status: 200, headers: { 'x-amz-version-id': version.versionId } };
};

export const getObjectRetention: S3Operation = (store, request) => {
  requireLock(bucketOf(store, request));
  const { retention } = findVersion(store, request);
  if (!retention)
    throw new S3Error(
      404,
      'NoSuchObjectLockConfiguration',
      'The specified object does not have a ObjectLock configuration',
    );
  return {
    status: 200,
    body: toXml('Retention', { Mode: retention.mode, RetainUntilDate: retention.until }),
  };
};

function requireLock(bucket: Bucket): void {
  if (!bucket.objectLock) throw invalidRequest('Bucket is missing Object Lock Configuration');
}

function checked(mode: string | undefined, until: string | undefined): Retention {
  if (mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE') throw invalidArgument('Unknown wormMode directive.');
  const time = Date.parse(until ?? '');
  if (Number.isNaN(time)) throw invalidArgument('The retain until date must be provided in ISO 8601 format');
  if (time <= Date.now()) throw invalidArgument('The retain until date must be in the future!');
  return { mode, until: new Date(time).toISOString() };
}
