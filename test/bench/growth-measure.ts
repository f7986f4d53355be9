import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { countCalls } from './count-calls.ts';
import { spentOn } from './spent-on.ts';

/** What one operation cost at one size: medians of a call. */
export interface Cost {
  readonly size: number;
  /** Milliseconds that passed, the engine's work in them. */
  readonly elapsed: number;
  /** Milliseconds of this process on a processor. */
  readonly processor: number;
  readonly calls: number;
}

/** Operations as something grew. */
export interface Grown {
  readonly name: string;
  /** What grew. */
  readonly what: string;
  readonly operations: Map<string, Cost[]>;
}

const calls = 21;
const warmUp = 5;
/** Of an operation that this process has not run yet: its code is loaded and compiled meanwhile. */
const firstWarmUp = 60;
/** Calls of one operation at one size, at most. */
export const mostCalls = firstWarmUp + calls;

const sum = (counts: Iterable<number>): number => [...counts].reduce((one, other) => one + other, 0);

/** Measures operations one after the other, in turns, and counts what each call asks of DynamoDB. */
export function measuredGrowth(dynamo: DynamoDBClient) {
  const asked = countCalls(dynamo);
  const once = async (act: (call: number) => Promise<unknown>, call: number) => {
    asked.clear();
    const { cpu, wall } = await spentOn(() => act(call));
    return { elapsed: wall, processor: cpu, calls: sum(asked.values()) };
  };
  return (name: string, what: string) => {
    const grown: Grown = { name, what, operations: new Map() };
    return {
      grown,
      async at(size: number, operations: Readonly<Record<string, (call: number) => Promise<unknown>>>) {
        const spent = new Map<string, Awaited<ReturnType<typeof once>>[]>();
        const before = grown.operations.size === 0 ? firstWarmUp : warmUp;
        for (let call = 0; call < before + calls; call++)
          for (const [operation, act] of Object.entries(operations)) {
            const cost = await once(act, call);
            if (call >= before) spent.set(operation, [...(spent.get(operation) ?? []), cost]);
          }
        for (const [operation, costs] of spent) {
          const of = (kind: 'elapsed' | 'processor' | 'calls') => median(costs.map((cost) => cost[kind]));
          const cost = { size, elapsed: of('elapsed'), processor: of('processor'), calls: of('calls') };
          grown.operations.set(operation, [...(grown.operations.get(operation) ?? []), cost]);
        }
      },
    };
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}
