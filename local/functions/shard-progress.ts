import type { Checkpoint } from './stream-checkpoint.ts';
import { highest, lowest } from './stream-event.ts';

/** How far one shard was read, and how far it is done with: the checkpoint moves only up to where nothing before it is undone. */
export interface ShardProgress {
  /** Where reading goes on: behind what was read, delivered or not. Undefined: from the oldest record. */
  from(): string | undefined;
  /** @param all places of the records that came, `wanted` of those to be delivered */
  read(all: readonly bigint[], wanted: readonly bigint[]): void;
  done(places: readonly bigint[]): void;
  /** Records read and not done with. */
  undone(): number;
}

/** A place as streams write it: 21 digits at the least, and the first ones may be zeros. */
const written = (place: bigint): string => String(place).padStart(21, '0');

export function createShardProgress(checkpoint: Checkpoint, shardId: string): ShardProgress {
  let last: bigint | undefined;
  let passed: bigint[] = [];
  const undone: bigint[] = [];
  const advance = () => {
    const stop = lowest(undone);
    const place = highest(passed.filter((one) => stop === undefined || one < stop));
    if (place === undefined) return;
    passed = passed.filter((one) => one > place);
    // Records can come again: the place never goes back.
    if (place > BigInt(checkpoint.get(shardId) ?? '0')) checkpoint.set(shardId, written(place));
  };
  return {
    from() {
      const kept = last ?? checkpoint.get(shardId);
      return kept === undefined ? undefined : written(BigInt(kept));
    },
    read(all, wanted) {
      last = highest([...all, ...(last === undefined ? [] : [last])]);
      passed.push(...all);
      undone.push(...wanted);
      advance();
    },
    done(places) {
      for (const place of places) {
        const at = undone.indexOf(place);
        if (at >= 0) undone.splice(at, 1);
      }
      advance();
    },
    undone: () => undone.length,
  };
}
