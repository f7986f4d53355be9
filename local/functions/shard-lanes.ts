import { createHash } from 'node:crypto';
import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { type DeliveryOptions, deliver } from './stream-delivery.ts';
import { sequenceOf, toEventRecord } from './stream-event.ts';

export interface ShardLanesOptions {
  readonly streamArn: string;
  readonly count: number;
  readonly batchSize: number;
  readonly delivery: Omit<DeliveryOptions, 'onDone'>;
  readonly onDone: (places: readonly bigint[]) => void;
  /** A fault of the delivery itself; what was not done with is delivered again. */
  readonly onFault: (error: unknown) => void;
}

export interface ShardLanes {
  /** Queues records, in their order. */
  add(records: readonly StreamRecord[]): void;
  /** When nothing is queued or under way any more, or the pump was stopped. */
  idle(): Promise<void>;
}

/**
 * Lambda's parallelization factor: records of one item go through one lane, in order, and lanes wait for no other. Which lane it is,
 * Lambda does not tell; nobody may depend on it.
 */
export function createShardLanes(options: ShardLanesOptions): ShardLanes {
  const lanes = Array.from({ length: options.count }, () => createLane(options));
  return {
    add(records) {
      const byLane = Map.groupBy(records, (record) => laneOf(record, options.count));
      for (const [lane, own] of byLane) lanes[lane]?.add(own);
    },
    idle: async () => void (await Promise.all(lanes.map((lane) => lane.idle()))),
  };
}

function createLane({ streamArn, batchSize, delivery, onDone, onFault }: ShardLanesOptions): ShardLanes {
  const queue: StreamRecord[] = [];
  let isWorking = false;
  let working = Promise.resolve();
  async function work(): Promise<void> {
    isWorking = true;
    while (queue.length > 0 && !delivery.stopped()) {
      const batch = queue.slice(0, batchSize);
      const done = (records: readonly unknown[]) => onDone(queue.splice(0, records.length).map(sequenceOf));
      const events = batch.map((record) => toEventRecord(record, streamArn));
      await deliver(events, { ...delivery, onDone: done }).catch(async (error) => {
        if (!delivery.stopped()) onFault(error);
        await delivery.sleep(delivery.backoffMs);
      });
    }
    isWorking = false;
  }
  return {
    add(records) {
      queue.push(...records);
      if (!isWorking) working = work();
    },
    idle: () => working,
  };
}

function laneOf(record: StreamRecord, count: number): number {
  if (count === 1) return 0;
  const keys = JSON.stringify(Object.entries(record.dynamodb?.Keys ?? {}).sort());
  return createHash('sha256').update(keys).digest().readUInt16BE() % count;
}
