import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';

/** All shards of a stream, page by page. */
export async function listShards(client: DynamoDBStreamsClient, streamArn: string): Promise<Shard[]> {
  const found: Shard[] = [];
  let last: string | undefined;
  do {
    const page = await client.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ...(last && { ExclusiveStartShardId: last }) }),
    );
    found.push(...(page.StreamDescription?.Shards ?? []));
    last = page.StreamDescription?.LastEvaluatedShardId;
  } while (last);
  return found;
}
