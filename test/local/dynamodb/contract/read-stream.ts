import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record as Record,
  type ShardIteratorType,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { Running } from './engine-under-test.ts';

/** Opens the one shard of a table's stream. */
export async function openStream(
  { streams }: Running,
  TableName: string,
  ShardIteratorType: ShardIteratorType,
  SequenceNumber?: string,
): Promise<string> {
  const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
  const StreamArn = Streams?.[0]?.StreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.at(-1)?.ShardId;
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType, SequenceNumber }),
  );
  if (!ShardIterator) throw new Error('no iterator');
  return ShardIterator;
}

/**
 * Reads on until `enough`. DynamoDB Local numbers the records of all streams together: an iterator taken while its
 * stream was empty counts as trimmed once the first record is there. So, as any poller must, starts over at the
 * horizon then.
 */
export async function readStream(
  running: Running,
  from: string,
  enough: (records: readonly Record[]) => boolean,
  { TableName, Limit }: { TableName: string; Limit?: number },
): Promise<Record[]> {
  const records: Record[] = [];
  let next = from;
  for (let rounds = 0; rounds < 300 && !enough(records); rounds += 1) {
    try {
      const answer = await running.streams.send(new GetRecordsCommand({ ShardIterator: next, Limit }));
      records.push(...(answer.Records ?? []));
      if (!answer.NextShardIterator) break;
      next = answer.NextShardIterator;
      if (!answer.Records?.length) await sleep(10);
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException) || records.length > 0) throw error;
      next = await openStream(running, TableName, 'TRIM_HORIZON');
    }
  }
  return records;
}

export const pkOf = (record: Record): string | undefined => record.dynamodb?.Keys?.pk?.S;
