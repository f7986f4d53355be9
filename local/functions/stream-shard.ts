import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import type { Checkpoint } from './stream-checkpoint.ts';
import { type DeliveryOptions, deliver } from './stream-delivery.ts';
import { highest, lowest, sequenceOf, toEventRecord } from './stream-event.ts';

export interface ShardOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly shardId: string;
  readonly batchSize: number;
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly pollMs: number;
  readonly checkpoint: Checkpoint;
  readonly delivery: Omit<DeliveryOptions, 'onDone'>;
}

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

/** Delivers what one call read. The checkpoint moves only up to where nothing before it is still undone. */
async function deliverAll(records: readonly StreamRecord[], options: ShardOptions): Promise<void> {
  const { checkpoint, delivery, shardId, streamArn } = options;
  const asked = Object.entries(options.filter);
  const wanted = records.filter(({ dynamodb }) =>
    asked.every(([attribute, values]) => values.includes(dynamodb?.NewImage?.[attribute]?.S ?? '')),
  );
  const all = records.map(sequenceOf);
  const undone = wanted.map(sequenceOf);
  const advance = () => {
    const stop = lowest(undone);
    const place = highest(all.filter((sequence) => stop === undefined || sequence < stop));
    // Records can come again: the place never goes back.
    const known = BigInt(checkpoint.get(shardId) ?? '0');
    if (place !== undefined && place > known) checkpoint.set(shardId, String(place));
  };
  const onDone = (done: readonly unknown[]) => {
    undone.splice(0, done.length);
    advance();
  };
  for (let i = 0; i < wanted.length && !delivery.stopped(); i += options.batchSize) {
    const batch = wanted.slice(i, i + options.batchSize).map((record) => toEventRecord(record, streamArn));
    await deliver(batch, { ...delivery, onDone });
  }
  if (!delivery.stopped()) advance();
}

/** Reads one shard from its checkpoint until it is closed or the pump is stopped. */
export async function pumpShard(options: ShardOptions): Promise<void> {
  const { checkpoint, delivery, shardId } = options;
  let iterator = await iteratorFor(options, checkpoint.get(shardId));
  while (iterator && !delivery.stopped()) {
    const read = await options.client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
    const records = read.Records ?? [];
    if (records.length > 0) await deliverAll(records, options);
    iterator = read.NextShardIterator;
    if (records.length === 0 && iterator) await delivery.sleep(options.pollMs);
  }
  if (!iterator && !delivery.stopped()) checkpoint.set(shardId, 'closed');
}
