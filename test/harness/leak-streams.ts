import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { awsOf } from './aws-of.ts';
import type { TestCloud } from './cloud.ts';
import { itemPlaces, named, type Place } from './leak-place.ts';
import type { Item } from './tables.ts';

/** Every image of every stream record, from the oldest there is. */
export async function streamPlaces(cloud: TestCloud): Promise<Place[]> {
  const client = new DynamoDBStreamsClient({ ...awsOf(cloud), endpoint: cloud.dynamo.url });
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
