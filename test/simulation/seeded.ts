import { createHash } from 'node:crypto';

/** Drawing that a seed decides. */
export interface Draw {
  /** At least 0, below 1. */
  (): number;
  /** A whole number from 0 up to, but not, `below`. */
  below(below: number): number;
  /** True so often, of 1. */
  often(share: number): boolean;
  /** @throws RangeError of nothing */
  one<T>(among: readonly T[]): T;
  bytes(length: number): Buffer;
}

/** A stream of its own for each label, so that drawing more of one changes nothing of another (mulberry32). */
export function drawOf(seed: number | string, label: string): Draw {
  let state = createHash('sha256').update(`${seed} ${label}`).digest().readUInt32LE(0);
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const draw = () => word() / 2 ** 32;
  const below = (limit: number) => Math.floor(draw() * limit);
  return Object.assign(draw, {
    below,
    often: (share: number) => draw() < share,
    one<T>(among: readonly T[]): T {
      if (among.length === 0) throw new RangeError('there is nothing to draw from');
      return among[below(among.length)] as T;
    },
    bytes(length: number): Buffer {
      const bytes = Buffer.alloc(length);
      for (let at = 0; at < length; at++) bytes[at] = word() & 0xff;
      return bytes;
    },
  });
}
