import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { TableId } from '../../lambda/declared/tables.ts';
import type { TestCloud } from './cloud.ts';
import { mailsTo } from './mails.ts';
import { type Item, scanTables, textOf } from './tables.ts';

/** Bytes that lie somewhere. `where` holds nothing of them. */
export interface Place {
  readonly where: string;
  readonly bytes: Buffer;
  /** A mail: the addresses it went to. */
  readonly readers?: readonly string[];
}

/** Everything that a cloud keeps or has said. `directory`: where it was told to live, for what its pumps parked. */
export async function placesOf(cloud: TestCloud, directory?: string): Promise<readonly Place[]> {
  const [tables, streamed, stored, mailed] = await Promise.all([
    scanTables(cloud),
    streamPlaces(cloud),
    bucketPlaces(cloud),
    mailPlaces(cloud),
  ]);
  const places = [
    ...(Object.keys(tables) as TableId[]).flatMap((id) =>
      tables[id].flatMap((item) => itemPlaces(`table ${id}, ${named(item)}`, item)),
    ),
    ...streamed,
    ...stored,
    ...mailed,
    ...cloud.logs.map((line, n) => place(`log line ${n} of ${/^\w+/.exec(line)?.[0]}`, line)),
    ...cloud.refusals.map((words, n) => place(`refusal ${n}`, words)),
    ...(directory ? parkedPlaces(directory) : []),
  ];
  return places.flatMap(unpacked);
}

export const place = (where: string, content: string | Uint8Array): Place => ({
  where,
  bytes: Buffer.from(content as Uint8Array),
});

/** A kind or an action is a word of the product's own; a key may be what leaks, and is not named. */
function named(item: Item): string {
  const word = textOf(item, 'kind') || textOf(item, 'action');
  return /^[A-Z_]{1,40}$/.test(word) ? word : 'an item';
}

function itemPlaces(where: string, item: Item): Place[] {
  return Object.entries(item).flatMap(([name, value]) => {
    const at = /^[a-z][A-Za-z_0-9]{0,30}$/.test(name) ? name : 'an attribute';
    return [place(`${where}: the name of an attribute`, name), ...leaves(`${where}: ${at}`, value)];
  });
}

function leaves(where: string, value: AttributeValue): Place[] {
  if (value.M) return itemPlaces(where, value.M);
  if (value.L) return value.L.flatMap((one) => leaves(where, one));
  const bytes = [...(value.B ? [value.B] : []), ...(value.BS ?? [])];
  const texts = [value.S, value.N, ...(value.SS ?? []), ...(value.NS ?? [])].filter(
    (text) => text !== undefined,
  );
  return [...bytes, ...texts].map((content) => place(where, content));
}

const clientOf = (cloud: TestCloud) => ({
  region: cloud.environment['AWS_REGION'] ?? '',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

async function streamPlaces(cloud: TestCloud): Promise<Place[]> {
  const client = new DynamoDBStreamsClient({ ...clientOf(cloud), endpoint: cloud.dynamo.url });
  try {
    const { Streams = [] } = await client.send(new ListStreamsCommand({}));
    const lists = Streams.map(async ({ StreamArn, TableName = '' }) => {
      const table = Object.entries(cloud.tableNames).find(([, name]) => name === TableName)?.[0] ?? 'a table';
      const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
      const shards = (StreamDescription?.Shards ?? []).map(({ ShardId }) =>
        shardPlaces(client, `stream of ${table}`, StreamArn as string, ShardId as string),
      );
      return (await Promise.all(shards)).flat();
    });
    return (await Promise.all(lists)).flat();
  } finally {
    client.destroy();
  }
}

async function shardPlaces(
  client: DynamoDBStreamsClient,
  where: string,
  arn: string,
  shard: string,
): Promise<Place[]> {
  const given = await client.send(
    new GetShardIteratorCommand({ StreamArn: arn, ShardId: shard, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const places: Place[] = [];
  let iterator = given.ShardIterator;
  for (let empty = 0; iterator && empty < 2; ) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    const { Records = [] } = page;
    empty = Records.length === 0 ? empty + 1 : 0;
    for (const { dynamodb } of Records)
      for (const image of [dynamodb?.Keys, dynamodb?.NewImage, dynamodb?.OldImage])
        if (image) places.push(...itemPlaces(`${where}, ${named(image as Item)}`, image as Item));
    iterator = page.NextShardIterator;
  }
  return places;
}

async function bucketPlaces(cloud: TestCloud): Promise<Place[]> {
  const client = new S3Client({ ...clientOf(cloud), endpoint: cloud.s3Url, forcePathStyle: true });
  try {
    const bucket = { Bucket: cloud.auditBucket };
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ ...bucket, ...(token ? { ContinuationToken: token } : {}) }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
      token = page.NextContinuationToken;
    } while (token);
    const objects = keys.map(async (Key) => {
      const { Body } = await client.send(new GetObjectCommand({ ...bucket, Key }));
      const content = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const folder = /^[a-z]+(?=\/)/.exec(Key)?.[0] ?? 'root';
      return [place(`bucket, ${folder}: a key`, Key), place(`bucket, ${folder}: an object`, content)];
    });
    return (await Promise.all(objects)).flat();
  } finally {
    client.destroy();
  }
}

/** Every mail as it was handed over, and as its reader sees it. */
async function mailPlaces(cloud: TestCloud): Promise<Place[]> {
  const mails = await mailsTo(cloud);
  const places = mails.map(async (mail, n) => {
    const raw = await fetch(`${cloud.inboxUrl}/${mail.id}/raw`);
    const readers = mail.destinations.map((address) => address.toLowerCase());
    return [
      { ...place(`mail ${n}, raw`, Buffer.from(await raw.arrayBuffer())), readers },
      { ...place(`mail ${n}, as read`, readable(mail)), readers },
    ];
  });
  return (await Promise.all(places)).flat();
}

const readable = (mail: object): string =>
  Object.values(mail)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join('\n');

function parkedPlaces(directory: string): Place[] {
  return readdirSync(directory)
    .filter((name) => name.startsWith('parked-'))
    .map((name) =>
      place(`parked records, ${/[a-z-]+/.exec(name)?.[0]}`, readFileSync(join(directory, name))),
    );
}

/** A place, what is compressed in it, and what stands in its folded lines. */
function unpacked(outer: Place): Place[] {
  const inner = [...compressedIn(outer.bytes)].map((bytes) => ({
    ...outer,
    where: `${outer.where}, compressed`,
    bytes,
  }));
  const text = outer.bytes.toString('latin1');
  const folded = /\r?\n/.test(text) ? [text.replace(/=\r?\n/g, ''), text.replace(/\r?\n/g, '')] : [];
  return [
    outer,
    ...folded.map((line) => ({ ...outer, bytes: Buffer.from(line, 'latin1') })),
    ...inner.flatMap(unpacked),
  ];
}

function* compressedIn(bytes: Buffer): Generator<Buffer> {
  const magic = Buffer.from([0x1f, 0x8b, 0x08]);
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    const found = gunzipped(bytes.subarray(at));
    if (found) yield found;
  }
  for (const [text] of bytes.toString('latin1').matchAll(/H4sI[A-Za-z0-9+/_-]{16,}/g)) {
    const found = gunzipped(Buffer.from(text, 'base64'));
    if (found) yield found;
  }
}

/** With or without other bytes behind it; undefined when it only looked like gzip (RFC 1952 2.3). */
function gunzipped(bytes: Buffer): Buffer | undefined {
  const plainHeader = 10;
  for (const unzip of [() => gunzipSync(bytes), () => inflateRawSync(bytes.subarray(plainHeader))]) {
    try {
      return unzip();
    } catch {}
  }
  return undefined;
}
