import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import type { ShardLanes } from './shard-lanes.ts';
import type { ShardProgress } from './shard-progress.ts';
import { sequenceOf } from './stream-event.ts';

export interface ShardOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly shardId: string;
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly pollMs: number;
  readonly lanes: ShardLanes;
  readonly progress: ShardProgress;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly stopped: () => boolean;
}

/** Records read and not delivered yet at which reading waits. */
const most = 1000;

async function iteratorFor(options: ShardOptions, place: string | undefined): Promise<string | undefined> {
  const shard = { StreamArn: options.streamArn, ShardId: options.shardId };
  const start = { ...shard, ShardIteratorType: 'TRIM_HORIZON' as const };
  if (place === undefined)
    return (await options.client.send(new GetShardIteratorCommand(start))).ShardIterator;
  try {
    const after = { ...shard, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: place };
    return (await options.client.send(new GetShardIteratorCommand(after))).ShardIterator;
  } catch (error) {
    if ((error as Error).name !== 'TrimmedDataAccessException') throw error;
    return (await options.client.send(new GetShardIteratorCommand(start))).ShardIterator;
  }
}

/** Reads one shard from where it was read to until it is closed or the pump is stopped, and hands on what is wanted. */
export async function readShard(options: ShardOptions): Promise<void> {
  const { lanes, progress, sleep, stopped, pollMs } = options;
  const asked = Object.entries(options.filter);
  const isWanted = ({ dynamodb }: StreamRecord) =>
    asked.every(([attribute, values]) => values.includes(dynamodb?.NewImage?.[attribute]?.S ?? ''));
  let iterator = await iteratorFor(options, progress.from());
  while (iterator && !stopped()) {
    const read = await options.client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
    const records = read.Records ?? [];
    const wanted = records.filter(isWanted);
    progress.read(records.map(sequenceOf), wanted.map(sequenceOf));
    lanes.add(wanted);
    iterator = read.NextShardIterator;
    while (progress.undone() >= most && !stopped()) await sleep(pollMs);
    if (records.length === 0 && iterator) await sleep(pollMs);
  }
}
