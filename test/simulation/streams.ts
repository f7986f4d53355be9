import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import { streamFilter } from '../../lambda/declared/stream-filter.ts';
import type { StreamRecord } from '../../local/dynamodb/embedded/stream-record.ts';
import type { Instances, Outcome } from './instances.ts';
import type { Draw } from './seeded.ts';
import type { Services } from './services.ts';

/** A function's reading of its stream: at least once, in order for each item and for nothing else. */
export interface StreamReading {
  readonly name: FunctionName;
  /** Whether a batch can be delivered now. */
  isReady(): boolean;
  /** Brings one batch, of items drawn at random, or again one that was handled. */
  deliver(unkind: boolean): Promise<Outcome>;
}

interface Waiting {
  readonly record: StreamRecord;
  readonly item: string;
  failures: number;
}

export function readStreams(
  { streamed }: Services,
  { invoke }: Pick<Instances, 'invoke'>,
  draw: Draw,
): readonly StreamReading[] {
  const names = Object.keys(functions) as FunctionName[];
  return names.flatMap((name): StreamReading[] => {
    const { stream } = functions[name] as FunctionDeclaration;
    if (!stream) return [];
    const filter = Object.entries(streamFilter(stream));
    const wanted = ({ dynamodb }: StreamRecord) => {
      const image = (dynamodb.NewImage ?? {}) as Record<string, { S?: string }>;
      return filter.every(([attribute, values]) => values.includes(image[attribute]?.S ?? ''));
    };
    const waiting: Waiting[] = [];
    const handled: StreamRecord[] = [];
    const underWay = new Set<string>();
    let read = 0;
    let batches = 0;
    const look = () => {
      const records = streamed(stream.table);
      for (const record of records.slice(read))
        if (wanted(record)) waiting.push({ record, item: JSON.stringify(record.dynamodb.Keys), failures: 0 });
      read = records.length;
    };
    /** The oldest record of each item that is not under way. */
    const heads = () => {
      const seen = new Set(underWay);
      return waiting.filter(({ item }) => !seen.has(item) && seen.add(item));
    };
    return [
      {
        name,
        isReady() {
          look();
          return batches < (stream.parallel ?? 1) && heads().length > 0;
        },
        async deliver(unkind) {
          const candidates = heads();
          const batch: Waiting[] = [];
          const size = unkind ? 1 + draw.below(stream.batchSize) : stream.batchSize;
          while (batch.length < size && candidates.length > 0)
            batch.push(...candidates.splice(unkind ? draw.below(candidates.length) : 0, 1));
          const again = unkind && handled.length > 0 && draw.often(0.2) ? [draw.one(handled)] : [];
          const items = batch.map(({ item }) => item);
          for (const item of items) underWay.add(item);
          batches += 1;
          const Records = [...again, ...batch.map(({ record }) => record)];
          const outcome = await invoke(name, { Records });
          batches -= 1;
          for (const item of items) underWay.delete(item);
          const failed = failedOf(outcome);
          for (const one of batch) {
            if (failed && !failed.has(one.record.dynamodb.SequenceNumber)) {
              waiting.splice(waiting.indexOf(one), 1);
              handled.push(one.record);
            } else if (++one.failures > stream.retries) {
              // Given up: what became of it shows in what is left.
              waiting.splice(waiting.indexOf(one), 1);
            }
          }
          return outcome;
        },
      },
    ];
  });
}

/** Which records are to come again; undefined: all. */
function failedOf(outcome: Outcome): ReadonlySet<string> | undefined {
  if (outcome.kind !== 'ANSWERED') return undefined;
  const { batchItemFailures = [] } = (outcome.value ?? {}) as {
    batchItemFailures?: readonly { itemIdentifier: string }[];
  };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}
