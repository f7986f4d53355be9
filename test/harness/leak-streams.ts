import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { awsOf } from './aws-of.ts';
import type { TestCloud } from './cloud.ts';
import { itemPlaces, named, type Place } from './leak-place.ts';
import type { Item } from './tables.ts';

/** Every image of every stream record, from the oldest there is. */
export async function streamPlaces(cloud: TestCloud): Promise<Place[]> {
  const places: Place[] = [];
  for await (const { table, record } of streamRecords(cloud))
    for (const image of [record.dynamodb?.Keys, record.dynamodb?.NewImage, record.dynamodb?.OldImage])
      if (image) places.push(...itemPlaces(`stream of ${table}, ${named(image as Item)}`, image as Item));
  return places;
}

/** Every stream record there still is, stream after stream, in the order of each shard. */
export async function* streamRecords(
  cloud: Pick<TestCloud, 'environment' | 'dynamo' | 'tableNames'>,
): AsyncGenerator<{ readonly table: string; readonly record: StreamRecord }> {
  const client = new DynamoDBStreamsClient({ ...awsOf(cloud), endpoint: cloud.dynamo.url });
  try {
    const { Streams = [] } = await client.send(new ListStreamsCommand({}));
    for (const { StreamArn, TableName = '' } of Streams) {
      const table = Object.entries(cloud.tableNames).find(([, name]) => name === TableName)?.[0] ?? 'a table';
      const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
      for (const { ShardId } of StreamDescription?.Shards ?? [])
        for await (const record of shardRecords(client, { StreamArn, ShardId })) yield { table, record };
    }
  } finally {
    client.destroy();
  }
}

async function* shardRecords(
  client: DynamoDBStreamsClient,
  shard: { readonly StreamArn: string | undefined; readonly ShardId: string | undefined },
): AsyncGenerator<StreamRecord> {
  const given = await client.send(
    new GetShardIteratorCommand({ ...shard, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  let iterator = given.ShardIterator;
  for (let empty = 0; iterator && empty < 2; ) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    const { Records = [] } = page;
    empty = Records.length === 0 ? empty + 1 : 0;
    yield* Records;
    iterator = page.NextShardIterator;
  }
}
