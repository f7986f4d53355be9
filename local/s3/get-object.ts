import { S3Error } from './errors.ts';
import { findVersion } from './find-version.ts';
import type { Version } from './objects.ts';
import { headerOf, type S3Answer, type S3Operation, type S3Request } from './request.ts';

export const getObject: S3Operation = (store, request) => {
  const version = findVersion(store, request);
  if (isUnchanged(request, version)) return { status: 304, headers: { etag: version.etag } };
  const content = store.content(version);
  const range = rangeOf(request, content.length);
  if (!range) return { status: 200, headers: headersOf(request, version, true), body: content };
  const [from, to] = range;
  return {
    status: 206,
    headers: {
      ...headersOf(request, version, false),
      'content-range': `bytes ${from}-${to}/${content.length}`,
    },
    body: content.subarray(from, to + 1),
  };
};

export const headObject: S3Operation = (store, request) => {
  const version = findVersion(store, request);
  if (isUnchanged(request, version)) return { status: 304, headers: { etag: version.etag } };
  const headers = headersOf(request, version, true);
  return { status: 200, headers: { ...headers, 'content-length': String(version.size) } };
};

function headersOf(request: S3Request, version: Version, whole: boolean): Required<S3Answer>['headers'] {
  const withChecksum = whole && headerOf(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  const isChecksum = (name: string) => name.startsWith('x-amz-checksum-');
  const headers = Object.entries(version.headers).filter(([name]) => withChecksum || !isChecksum(name));
  return {
    ...Object.fromEntries(headers),
    'x-amz-checksum-type': headers.some(([name]) => isChecksum(name)) ? 'FULL_OBJECT' : undefined,
    etag: version.etag,
    'last-modified': new Date(version.time).toUTCString(),
    'accept-ranges': 'bytes',
    'x-amz-version-id': version.versionId === 'null' ? undefined : version.versionId,
    'x-amz-object-lock-mode': version.retention?.mode,
    'x-amz-object-lock-retain-until-date': version.retention?.until,
  };
}

function isUnchanged(request: S3Request, { etag }: Version): boolean {
  const same = (header: string) => header === '*' || header.replaceAll('"', '') === etag.replaceAll('"', '');
  const match = headerOf(request, 'if-match');
  if (match !== undefined && !same(match))
    throw new S3Error(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    );
  const noneMatch = headerOf(request, 'if-none-match');
  return noneMatch !== undefined && same(noneMatch);
}

/** One range of bytes, both ends included (RFC 9110, 14.1.2); what is not understood is ignored, as S3 does. */
function rangeOf(request: S3Request, length: number): [from: number, to: number] | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headerOf(request, 'range') ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (from > to) throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return [from, to];
}
