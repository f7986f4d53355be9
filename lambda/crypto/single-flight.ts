import { createExpiringCache, type ExpiringCacheOptions } from './expiring-cache.ts';

/** Loads by key. However many ask at once, one load runs; what it finds is kept, a failure or nothing is not. */
export interface SingleFlight<V> {
  get(key: string, load: () => Promise<V | undefined>): Promise<V | undefined>;
}

export function createSingleFlight<V extends object>(options: ExpiringCacheOptions<V>): SingleFlight<V> {
  const kept = createExpiringCache<V>(options);
  const flights = new Map<string, Promise<V | undefined>>();

  const fly = async (key: string, load: () => Promise<V | undefined>): Promise<V | undefined> => {
    // Counted from before the load: a slow answer does not lengthen the time a key stays.
    const start = options.now().getTime();
    try {
      const value = await load();
      if (value !== undefined) kept.set(key, value, { start });
      return value;
    } finally {
      flights.delete(key);
    }
  };

  return {
    async get(key, load) {
      const found = kept.get(key);
      if (found !== undefined) return found;
      const flying = flights.get(key);
      if (flying) return flying;
      const flight = fly(key, load);
      flights.set(key, flight);
      return flight;
    },
  };
}
