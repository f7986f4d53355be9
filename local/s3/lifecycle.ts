import { invalidArgument, S3Error } from './errors.ts';
import type { ObjectStore } from './objects.ts';
import { bucketOf, type S3Operation } from './request.ts';
import { elementOf, toXml } from './xml.ts';

/** One rule: objects whose keys begin with a prefix go after so many days. */
export const putBucketLifecycle: S3Operation = (store, request) => {
  const bucket = bucketOf(store, request);
  const xml = request.body.toString('utf8');
  const days = Number(elementOf(xml, 'Days'));
  if (!(days >= 1) || xml.split('<Rule>').length !== 2 || elementOf(xml, 'Status') !== 'Enabled')
    throw invalidArgument('The local S3 takes one enabled rule, with the days until expiration.');
  store.saveBucket({ ...bucket, expiration: { prefix: elementOf(xml, 'Prefix') ?? '', days } });
  return { status: 200 };
};

export const getBucketLifecycle: S3Operation = (store, request) => {
  const { expiration } = bucketOf(store, request);
  if (!expiration)
    throw new S3Error(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
  const { prefix, days } = expiration;
  return {
    status: 200,
    body: toXml('LifecycleConfiguration', {
      Rule: { Filter: { Prefix: prefix }, Status: 'Enabled', Expiration: { Days: days } },
    }),
  };
};

/** Removes what has expired by `now`. Buckets with versions are left alone: nothing here asks for that. */
export function sweepExpired(store: ObjectStore, now: Date): void {
  for (const { name, expiration, objectLock } of store.buckets()) {
    if (!expiration || objectLock) continue;
    const before = now.getTime() - expiration.days * 86_400_000;
    for (const version of store.current(name))
      if (version.key.startsWith(expiration.prefix) && Date.parse(version.time) <= before)
        store.remove(version);
  }
}
