import { invalidArgument, S3Error } from './errors.ts';
import { bucketOf, headerOf, type S3Operation } from './request.ts';
import { elementOf, toXml } from './xml.ts';

export const createBucket: S3Operation = (store, request) => {
  const name = request.bucket;
  if (!/^(?!xn--|\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..'))
    throw new S3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  if (store.bucket(name))
    throw new S3Error(409, 'BucketAlreadyOwnedByYou', 'The bucket exists already and is yours.');
  const objectLock = headerOf(request, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  store.saveBucket({ name, objectLock });
  return { status: 200, headers: { location: `/${name}` } };
};

export const headBucket: S3Operation = (store, request) => {
  bucketOf(store, request);
  return { status: 200, headers: { 'x-amz-bucket-region': 'ap-southeast-1' } };
};

/** Versions come with object lock and cannot be suspended there; a bucket without it has none here. */
export const getBucketVersioning: S3Operation = (store, request) => {
  const { objectLock } = bucketOf(store, request);
  return {
    status: 200,
    body: toXml('VersioningConfiguration', { Status: objectLock ? 'Enabled' : undefined }),
  };
};

/** Sets the retention that objects get when they ask for none. */
export const putObjectLockConfiguration: S3Operation = (store, request) => {
  const bucket = bucketOf(store, request);
  if (!bucket.objectLock)
    throw new S3Error(409, 'InvalidBucketState', 'Object lock was not enabled when the bucket was made.');
  const xml = request.body.toString('utf8');
  const mode = elementOf(xml, 'Mode');
  const days = Number(elementOf(xml, 'Days') ?? 365 * Number(elementOf(xml, 'Years')));
  const { defaultRetention: _, ...rest } = bucket;
  if (mode === undefined) store.saveBucket(rest);
  else if ((mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE') || !(days >= 1))
    throw invalidArgument('A default retention has a mode, and days or years.');
  else store.saveBucket({ ...rest, defaultRetention: { mode, days } });
  return { status: 200 };
};

export const getObjectLockConfiguration: S3Operation = (store, request) => {
  const { objectLock, defaultRetention } = bucketOf(store, request);
  if (!objectLock)
    throw new S3Error(
      404,
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    );
  const rule = defaultRetention && {
    DefaultRetention: { Mode: defaultRetention.mode, Days: defaultRetention.days },
  };
  return {
    status: 200,
    body: toXml('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled', Rule: rule }),
  };
};
