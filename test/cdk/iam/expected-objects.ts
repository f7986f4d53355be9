import { archiveFolders } from '../../../lambda/declared/archive-folders.ts';
import type { Asked, Expected } from './expected.ts';

/** Nobody's on any object: older versions, locks and who may see it. */
const neverOnObjects = [
  'DeleteObjectVersion',
  'GetObjectVersion',
  'PutObjectRetention',
  'PutObjectLegalHold',
  'BypassGovernanceRetention',
  'PutObjectAcl',
  'ReplicateDelete',
];
/** Nobody's on any bucket. */
const neverOnBuckets = [
  'DeleteBucket',
  'PutBucketPolicy',
  'DeleteBucketPolicy',
  'PutBucketObjectLockConfiguration',
  'PutBucketVersioning',
  'PutLifecycleConfiguration',
  'PutEncryptionConfiguration',
  'PutBucketPublicAccessBlock',
  'ListBucketVersions',
];

interface Folder {
  readonly bucket: string;
  /** Begins the names of objects. */
  readonly under: string;
  readonly may: readonly ('GetObject' | 'PutObject' | 'DeleteObject')[];
  /** Whether names under it may be listed. */
  readonly lists: boolean;
}

/** Every bucket, by the folders that are told apart in it, and what is declared for each. */
function foldersOf({ declaration }: Asked): Folder[] {
  const { archive, stream, receipts, inboundBucket: inbound } = declaration;
  const reads = archive?.reads === true;
  const files = inbound === 'file';
  const opens = inbound !== undefined;
  const keeps = files || inbound === 'keepSealed';
  const closed = (bucket: string, under: string, lists = false): Folder => ({
    bucket,
    under,
    may: [],
    lists,
  });
  return [
    ...archiveFolders.map(
      (folder): Folder => ({
        bucket: 'audit',
        under: `${folder}/`,
        may: [
          ...(reads ? (['GetObject'] as const) : []),
          ...(archive?.adds.includes(folder) ? (['PutObject'] as const) : []),
        ],
        lists: reads,
      }),
    ),
    { bucket: 'audit', under: 'elsewhere/', may: reads ? ['GetObject'] : [], lists: reads },
    { bucket: 'inbound-mail', under: 'raw/', may: files ? ['GetObject', 'DeleteObject'] : [], lists: files },
    {
      bucket: 'inbound-mail',
      under: 'sealed/',
      may: [
        ...(opens ? (['GetObject'] as const) : []),
        ...(keeps ? (['PutObject'] as const) : []),
        ...(files ? (['DeleteObject'] as const) : []),
      ],
      lists: opens,
    },
    closed('inbound-mail', ''),
    // S3 tells Lambda, which asks as the function, whether the bucket is there by letting it list.
    {
      bucket: 'dead-batches',
      under: 'aws/lambda/',
      may: stream ? ['PutObject'] : [],
      lists: stream !== undefined,
    },
    closed('dead-batches', '', stream !== undefined),
    {
      bucket: 'dead-receipts',
      under: 'aws/lambda/async/',
      may: receipts ? ['PutObject'] : [],
      lists: receipts === true,
    },
    closed('dead-receipts', 'aws/lambda/', receipts === true),
    closed('access-logs', ''),
    closed('page', 'graphiql/'),
  ];
}

export function expectedOfObjects(asked: Asked): Expected[] {
  const folders = foldersOf(asked);
  const buckets = [...new Set(folders.map(({ bucket }) => bucket))];
  return [
    ...buckets.flatMap((bucket) =>
      neverOnBuckets.map((action) => ({
        action: `s3:${action}`,
        resource: `arn:aws:s3:::${asked.config.namePrefix}-${bucket}`,
        may: false,
      })),
    ),
    ...inFolders(asked, folders),
  ];
}

function inFolders(asked: Asked, folders: readonly Folder[]): Expected[] {
  return folders.flatMap(({ bucket, under, may, lists }) => {
    const arn = `arn:aws:s3:::${asked.config.namePrefix}-${bucket}`;
    const call = (
      action: string,
      allowed: boolean,
      resource: string,
      context?: Record<string, string>,
    ): Expected => ({
      action: `s3:${action}`,
      resource,
      may: allowed,
      ...(context ? { context } : {}),
    });
    const object = `${arn}/${under}2026-01-01/one`;
    // Over what is there already, nothing is put by whoever says so, and without a word nothing at all.
    const once = bucket === 'audit' ? { 's3:if-none-match': '*' } : undefined;
    const ofPut = (action: string) => (action === 'PutObject' ? once : undefined);
    return [
      ...(['GetObject', 'PutObject', 'DeleteObject'] as const).map((action) =>
        call(action, may.includes(action), object, ofPut(action)),
      ),
      ...(once ? [call('PutObject', false, object)] : []),
      ...may.flatMap((action) => [
        call(action, false, object, { ...ofPut(action), 'aws:SecureTransport': 'false' }),
        call(action, false, object, { ...ofPut(action), 's3:TlsVersion': '1.1' }),
      ]),
      ...neverOnObjects.map((action) => call(action, false, object)),
      call('ListBucket', lists, arn, { 's3:prefix': under }),
    ];
  });
}
