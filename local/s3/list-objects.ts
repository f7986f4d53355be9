import { invalidArgument } from './errors.ts';
import { bucketOf, type S3Operation, type S3Request } from './request.ts';
import { type Elements, toXml } from './xml.ts';

const mostKeys = 1000;

/** ListObjectsV2: prefix, delimiter, start-after, max-keys, continuation. */
export const listObjects: S3Operation = (store, request) => {
  bucketOf(store, request);
  const { query } = request;
  if (query.get('list-type') !== '2') throw invalidArgument('The local S3 lists with list-type 2 alone.');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = keysAsked(request);
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : fromToken(token);

  const contents: Elements[] = [];
  const folders: string[] = [];
  let last = '';
  let truncated = false;
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;
  for (const { key, time, etag, size } of store.current(request.bucket)) {
    if (!key.startsWith(prefix) || !isAfter(key, after)) continue;
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    const folder = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    // A folder is one entry: its other keys add nothing, on this page or after the page that ended with it.
    if (folder !== undefined && (folder === folders.at(-1) || folder === after)) continue;
    if (contents.length + folders.length >= most) {
      truncated = true;
      break;
    }
    if (folder === undefined)
      contents.push({
        Key: encode(key),
        LastModified: time,
        ETag: etag,
        Size: size,
        StorageClass: 'STANDARD',
      });
    else folders.push(folder);
    last = folder ?? key;
  }
  return {
    status: 200,
    body: toXml('ListBucketResult', {
      Name: request.bucket,
      Prefix: encode(prefix),
      Delimiter: delimiter ? encode(delimiter) : undefined,
      EncodingType: query.get('encoding-type') ?? undefined,
      StartAfter: query.get('start-after') ?? undefined,
      ContinuationToken: token ?? undefined,
      MaxKeys: most,
      KeyCount: contents.length + folders.length,
      IsTruncated: truncated && most > 0,
      NextContinuationToken: truncated && most > 0 ? Buffer.from(last).toString('base64url') : undefined,
      Contents: contents,
      CommonPrefixes: folders.map((folder) => ({ Prefix: encode(folder) })),
    }),
  };
};

function keysAsked({ query }: S3Request): number {
  const asked = query.get('max-keys') ?? String(mostKeys);
  if (!/^\d{1,9}$/.test(asked))
    throw invalidArgument('Provided max-keys not an integer or within integer range');
  return Math.min(Number(asked), mostKeys);
}

function isAfter(key: string, after: string): boolean {
  return after === '' || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0;
}

function fromToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (key === '' || Buffer.from(key).toString('base64url') !== token)
    throw invalidArgument('The continuation token provided is incorrect');
  return key;
}
