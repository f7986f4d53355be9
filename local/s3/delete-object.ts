import { S3Error } from './errors.ts';
import { bucketOf, headerOf, type S3Operation } from './request.ts';
import { isLocked } from './retention.ts';

/** Without a version: hides the object behind a deletion, or removes it where there are no versions. With one: removes it. */
export const deleteObject: S3Operation = (store, request) => {
  const { objectLock } = bucketOf(store, request);
  const versions = store.versions(request.bucket, request.key);
  const wanted = request.query.get('versionId');
  if (wanted === null && objectLock) {
    const marker = store.add(
      { bucket: request.bucket, key: request.key, deleteMarker: true, size: 0, etag: '', headers: {} },
      Buffer.alloc(0),
    );
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId } };
  }
  const found = versions.find(({ versionId }) => versionId === (wanted ?? 'null'));
  if (!found) return { status: 204, headers: { 'x-amz-version-id': wanted ?? undefined } };
  if (isLocked(found.retention, headerOf(request, 'x-amz-bypass-governance-retention') === 'true'))
    throw new S3Error(403, 'AccessDenied', 'Access Denied because object protected by object lock.');
  store.remove(found);
  return {
    status: 204,
    headers: {
      'x-amz-delete-marker': found.deleteMarker ? 'true' : undefined,
      'x-amz-version-id': wanted ?? undefined,
    },
  };
};
