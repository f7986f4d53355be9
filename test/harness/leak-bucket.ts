import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { awsOf } from './aws-of.ts';
import type { TestCloud } from './cloud.ts';
import { type Place, place } from './leak-place.ts';

/** Every object of the buckets, and its key. */
export async function bucketPlaces(cloud: TestCloud): Promise<Place[]> {
  const found = [cloud.auditBucket, cloud.inboundBucket].map((name) => placesIn(cloud, name));
  return (await Promise.all(found)).flat();
}

/** As many as a client has sockets. */
const together = 50;

async function placesIn(cloud: TestCloud, name: string): Promise<Place[]> {
  const client = new S3Client({ ...awsOf(cloud), endpoint: cloud.s3Url, forcePathStyle: true });
  try {
    const bucket = { Bucket: name };
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ ...bucket, ...(token ? { ContinuationToken: token } : {}) }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
      token = page.NextContinuationToken;
    } while (token);
    const placesOf = async (Key: string): Promise<Place[]> => {
      // Destroyed since it was listed, as packages are: there is nothing to be found in it.
      const { Body } = await client.send(new GetObjectCommand({ ...bucket, Key })).catch((error: unknown) => {
        if (error instanceof NoSuchKey) return { Body: undefined };
        throw error;
      });
      const content = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const folder = /^[a-z]+(?=\/)/.exec(Key)?.[0] ?? 'root';
      return [place(`bucket, ${folder}: a key`, Key), place(`bucket, ${folder}: an object`, content)];
    };
    const places: Place[] = [];
    for (let from = 0; from < keys.length; from += together)
      places.push(...(await Promise.all(keys.slice(from, from + together).map(placesOf))).flat());
    return places;
  } finally {
    client.destroy();
  }
}
