import type { Random } from '../domain/ports/random.ts';
import { nonceLength } from './layout.ts';

const pooled = 1024;

/**
 * Random nonces, drawn in pools: one draw of 12 bytes costs as much as one of a thousand. The first pool is drawn at the first
 * need and never at start: processes restored from one snapshot would repeat each other's nonces.
 */
export function createNonces(random: Pick<Random, 'bytes'>): () => Uint8Array {
  let pool: Uint8Array | undefined;
  let next = 0;
  return () => {
    if (!pool || next === pool.length) {
      pool = random.bytes(pooled * nonceLength);
      next = 0;
    }
    next += nonceLength;
    return pool.subarray(next - nonceLength, next);
  };
}
