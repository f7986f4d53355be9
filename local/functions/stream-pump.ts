import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createDoorbell } from './doorbell.ts';
import type { FunctionError, Invoke } from './invocation.ts';
import { listShards } from './list-shards.ts';
import { createShardLanes } from './shard-lanes.ts';
import { createShardProgress } from './shard-progress.ts';
import { sleepUnless } from './sleep-unless.ts';
import { openCheckpoint } from './stream-checkpoint.ts';
import type { StreamEventRecord } from './stream-event.ts';
import { isWanted, type NewImage, type StreamFilter } from './stream-filter.ts';
import { readShard } from './stream-shard.ts';

export interface StreamPumpOptions {
  readonly streamsClient: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly batchSize: number;
  /** Attributes of the new image, each with the values one of which it must have (`streamFilter`); none: every record. */
  readonly filter?: StreamFilter;
  readonly retries: number;
  /** Batches of one shard under way at once; records of one item keep their order. Default 1. */
  readonly parallel?: number;
  readonly invoke: Invoke;
  /** Keeps the place in each shard over a restart. Without it each start reads from the oldest record. */
  readonly checkpointFile?: string;
  /** A record that failed each of its tries. Its image is personal data: keep it where such data may be. */
  readonly onParked: (record: StreamEventRecord, error: FunctionError) => void | Promise<void>;
  /** A fault in reading the stream; reading goes on. */
  readonly onReadError?: (error: Error) => void;
  /** Milliseconds between two reads of a shard that has nothing new. Default 50; 2,000 where `onRecord` tells of what is new. */
  readonly pollMs?: number;
  /** Tells of each new record, with the item as it is now, so that nobody need look all the time. @returns what ends that */
  readonly onRecord?: (tell: (newImage: NewImage) => void) => () => void;
  /** Milliseconds before a failed record's first retry. Default 200. */
  readonly backoffMs?: number;
}

export interface StreamPump {
  /** Waits for the invocation under way; what was not delivered comes at the next start. */
  stop(): Promise<void>;
}

/**
 * Lambda's event source mapping for a DynamoDB stream: at least once, in order within a shard, parents before
 * children, failed batches halved, failed records tried again and then parked.
 */
export function startStreamPump(options: StreamPumpOptions): StreamPump {
  const { streamsClient, streamArn } = options;
  const checkpoint = openCheckpoint(streamArn, options.checkpointFile);
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;
  const running = new Map<string, Promise<void>>();
  const bell = createDoorbell();
  const deafen = options.onRecord?.((newImage) => {
    if (isWanted(options.filter, newImage)) bell.ring();
  });
  stopping.signal.addEventListener('abort', bell.ring);

  const sleep = (milliseconds: number) => sleepUnless(stopping.signal, milliseconds);

  const readFault = (error: unknown) => options.onReadError?.(error as Error);

  async function follow(shardId: string): Promise<void> {
    const progress = createShardProgress(checkpoint, shardId);
    const backoffMs = options.backoffMs ?? 200;
    const { invoke, retries, onParked } = options;
    const lanes = createShardLanes({
      streamArn,
      count: options.parallel ?? 1,
      batchSize: options.batchSize,
      delivery: { invoke, retries, backoffMs, onParked, sleep, stopped },
      onDone: progress.done,
      onFault: readFault,
    });
    const { filter, pollMs = options.onRecord ? 2000 : 50 } = options;
    const shard = {
      client: streamsClient,
      streamArn,
      shardId,
      filter,
      pollMs,
      lanes,
      progress,
      bell,
      sleep,
      stopped,
    };
    let isRead = false;
    while (!stopped() && !isRead) {
      // An expired iterator, a throttle or a lost answer: begin again behind what was read.
      await readShard(shard).then(
        () => {
          isRead = true;
        },
        async (error) => {
          if (!stopped()) readFault(error);
          await sleep(backoffMs);
        },
      );
    }
    await lanes.idle();
    if (!stopped()) checkpoint.set(shardId, 'closed');
  }

  async function discover(): Promise<void> {
    while (!stopped()) {
      try {
        const all = await listShards(streamsClient, streamArn);
        const ids = new Set(all.map((shard) => shard.ShardId as string));
        checkpoint.keepOnly(ids);
        for (const { ShardId: id, ParentShardId: parent } of all) {
          const parentDone = !parent || !ids.has(parent) || checkpoint.get(parent) === 'closed';
          if (!id || !parentDone || running.has(id) || checkpoint.get(id) === 'closed') continue;
          running.set(
            id,
            follow(id).finally(() => running.delete(id)),
          );
        }
      } catch (error) {
        if (!stopped()) readFault(error);
      }
      // Whoever tells of records has one shard a stream, and keeps it.
      await sleep(options.onRecord ? 10_000 : 1000);
    }
  }

  const discovering = discover();
  return {
    async stop() {
      deafen?.();
      stopping.abort();
      await discovering;
      await Promise.all(running.values());
    },
  };
}
