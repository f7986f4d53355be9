import { invalidArgument, S3Error } from './errors.ts';
import type { ObjectStore, Version } from './objects.ts';
import { bucketOf, type S3Request } from './request.ts';

/**
 * The version that a request names, or the newest.
 *
 * @throws S3Error NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed for a deletion named by its version
 */
export function findVersion(store: ObjectStore, request: S3Request): Version {
  bucketOf(store, request);
  const wanted = request.query.get('versionId');
  const versions = store.versions(request.bucket, request.key);
  const found = wanted === null ? versions[0] : versions.find(({ versionId }) => versionId === wanted);
  if (wanted === '') throw invalidArgument('Version id cannot be the empty string');
  if (!found && wanted !== null)
    throw new S3Error(404, 'NoSuchVersion', 'The specified version does not exist.');
  if (found?.deleteMarker && wanted !== null)
    throw new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      'x-amz-delete-marker': 'true',
    });
  if (!found || found.deleteMarker)
    throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', {
      ...(found && { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.versionId }),
    });
  return found;
}
