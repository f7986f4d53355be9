import type { FunctionError, Invoke } from './invocation.ts';
import type { StreamEventRecord } from './stream-event.ts';

export interface DeliveryOptions {
  readonly invoke: Invoke;
  /** Tries of a record that fails alone, after its first. */
  readonly retries: number;
  /** Milliseconds before the first retry; doubles up to 10 s. */
  readonly backoffMs: number;
  /** Called with a record that failed each time. */
  readonly onParked: (record: StreamEventRecord, error: FunctionError) => void | Promise<void>;
  /** Called when records are over and done with: handled or parked. */
  readonly onDone: (records: readonly StreamEventRecord[]) => void | Promise<void>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly stopped: () => boolean;
}

const failed: FunctionError = { errorType: 'BatchItemFailure', errorMessage: 'Reported by the function' };

/**
 * What a partial batch response says: the index of the first failed record, the batch's length when all went well.
 * An identifier that is empty or unknown fails the whole batch.
 * Source: AWS Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda".
 */
export function firstFailure(result: unknown, records: readonly StreamEventRecord[]): number {
  const { batchItemFailures } = (result ?? {}) as { batchItemFailures?: unknown };
  if (!Array.isArray(batchItemFailures)) return records.length;
  const sequences = records.map((record) => record.dynamodb.SequenceNumber);
  return batchItemFailures.reduce<number>((first, failure) => {
    const identifier = (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    return Math.min(first, Math.max(0, sequences.indexOf(identifier as string)));
  }, records.length);
}

/**
 * Delivers one batch, in order, to its end: a failed batch is halved, a partial answer goes on from the first failed
 * record, and a record that fails alone is tried again with backoff, then parked. Stopping leaves the rest undone.
 */
export async function deliver(batch: readonly StreamEventRecord[], options: DeliveryOptions): Promise<void> {
  const queue = [{ records: batch, attempt: 0 }];
  for (let job = queue.shift(); job && !options.stopped(); job = queue.shift()) {
    const { records, attempt } = job;
    const outcome = await options.invoke({ Records: records });
    // A function that was stopped under the delivery has not failed.
    if (options.stopped() && outcome.error) return;
    const until = outcome.error ? 0 : firstFailure(outcome.result, records);
    if (until > 0) await options.onDone(records.slice(0, until));
    const rest = records.slice(until);
    const [first] = rest;
    if (!first) continue;
    if (until > 0) {
      queue.unshift({ records: rest, attempt: 0 });
    } else if (rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      queue.unshift({ records: rest.slice(0, middle), attempt }, { records: rest.slice(middle), attempt });
    } else if (attempt < options.retries) {
      await options.sleep(Math.min(10_000, options.backoffMs * 2 ** attempt));
      queue.unshift({ records: rest, attempt: attempt + 1 });
    } else {
      await options.onParked(first, outcome.error ?? failed);
      await options.onDone(rest);
    }
  }
}
