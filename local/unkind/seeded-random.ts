import { createHash } from 'node:crypto';

/** Draws numbers in [0, 1), the same ones for the same name. */
export type Draw = () => number;

/** A source of chance for one call: by seed, operation and how many calls of that operation came before it. */
export function seededDraw(seed: number | string, operation: string, count: number): Draw {
  // mulberry32: small, and good enough to choose which call suffers.
  let state = createHash('sha256').update(`${seed}\n${operation}\n${count}`).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
