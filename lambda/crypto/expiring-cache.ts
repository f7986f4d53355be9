import { LRUCache } from 'lru-cache';
import type { Now } from '../domain/ports/now.ts';

export interface ExpiringCacheOptions<V> {
  readonly size: number;
  readonly minutes: number;
  readonly now: Now;
  /** Called with a value that left the cache: to wipe it. */
  readonly dispose?: (value: V) => void;
}

/** Least recently used entries leave first; none stays longer than its minutes, however often it is used. */
export function createExpiringCache<V extends object>(options: ExpiringCacheOptions<V>): LRUCache<string, V> {
  const { size, minutes, now, dispose } = options;
  return new LRUCache<string, V>({
    max: size,
    ttl: minutes * 60_000,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
    ...(dispose && { dispose }),
  });
}
