import type { Item, Store } from './dynalite.ts';
import { place } from './level.ts';

/** What every operation of the embedded engine works on. */
export interface Engine {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs one writer at a time, in order of arrival: so a condition still holds when its write is made. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>;
  /** The number of the last stream record given out; changed only inside `exclusive`. */
  readonly sequence: { last: number };
  /** Told of each new stream record: its table, and the item as it is now. */
  readonly onRecord: Set<(table: string, newImage: Item | undefined) => void>;
}

export async function openEngine(store: Store, now: () => number): Promise<Engine> {
  await store.db.open();
  const last = ((await store.db.get(place.lastSequence)) as number | undefined) ?? 0;
  let tail: Promise<unknown> = Promise.resolve();
  const exclusive = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
  return { store, now, exclusive, sequence: { last }, onRecord: new Set() };
}
