import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { tableNames } from './audit-world.ts';

/** A record as Lambda hands it over. */
export interface AuditStreamRecord {
  readonly dynamodb?: {
    readonly SequenceNumber?: string;
    readonly Keys?: Readonly<Record<string, { readonly S?: string }>>;
  };
}

/** Everything the audit table's stream holds, from its beginning, in order. */
export async function readAuditStream(url: string): Promise<AuditStreamRecord[]> {
  const client = new DynamoDBStreamsClient({
    endpoint: url,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: tableNames.audit }));
    const StreamArn = Streams[0]?.StreamArn;
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
    const records: AuditStreamRecord[] = [];
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      const { ShardIterator } = await client.send(
        new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      );
      let from = ShardIterator;
      while (from) {
        const page = await client.send(new GetRecordsCommand({ ShardIterator: from }));
        // As Lambda hands it over: the SDK's own objects, through JSON.
        records.push(...(JSON.parse(JSON.stringify(page.Records ?? [])) as AuditStreamRecord[]));
        from = page.Records?.length ? page.NextShardIterator : undefined;
      }
    }
    return records;
  } finally {
    client.destroy();
  }
}
