import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { Doorbell } from './doorbell.ts';
import type { ShardLanes } from './shard-lanes.ts';
import type { ShardProgress } from './shard-progress.ts';
import { sequenceOf } from './stream-event.ts';
import { isWanted, type StreamFilter } from './stream-filter.ts';

export interface ShardOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly shardId: string;
  readonly filter: StreamFilter | undefined;
  readonly pollMs: number;
  readonly lanes: ShardLanes;
  readonly progress: ShardProgress;
  /** Rung when there may be something to read. */
  readonly bell: Doorbell;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly stopped: () => boolean;
}

/** Records read and not delivered yet at which reading waits, and for how many milliseconds at a time. */
const most = 1000;
const waitMs = 50;

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
  const { lanes, progress, bell, sleep, stopped, pollMs } = options;
  let iterator = await iteratorFor(options, progress.from());
  while (iterator && !stopped()) {
    const rings = bell.rings();
    const read = await options.client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
    const records = read.Records ?? [];
    const wanted = records.filter(({ dynamodb }) => isWanted(options.filter, dynamodb?.NewImage));
    progress.read(records.map(sequenceOf), wanted.map(sequenceOf));
    lanes.add(wanted);
    iterator = read.NextShardIterator;
    while (progress.undone() >= most && !stopped()) await sleep(waitMs);
    if (records.length === 0 && iterator) await bell.rungSince(rings, pollMs);
  }
}
