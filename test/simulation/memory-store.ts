import Stream from 'node:stream';
import type { Bounds, Done, Item, Store, Table } from '../../local/dynamodb/embedded/dynalite.ts';
import { type Del, type Put, place } from '../../local/dynamodb/embedded/level.ts';

type Write = Put | Del;

/** What the embedded engine keeps its data in, without a file, an event loop's turn or a byte that is not decided by the seed. */
export interface MemoryStore extends Store {
  /** Everything, by key, each value as JSON: for a copy. */
  readonly entries: Map<string, string>;
  /** Every item as it was at any time, as JSON, by what the keys of its table begin with. */
  readonly written: ReadonlyMap<string, ReadonlySet<string>>;
  /** Parsed values whose key begins so, in order; without the first so many. */
  under(prefix: string, without?: number): [key: string, value: unknown][];
  /** In which batch each record of a stream was written: what one transaction did. */
  readonly batches: ReadonlyMap<string, number>;
  /** How many milliseconds an index is behind the table, asked for each write. */
  lag: () => number;
}

interface LateWrite {
  readonly at: number;
  readonly write: Write;
}

/** @param from a copy that another store begins with */
export function memoryStore(now: () => number, from: ReadonlyMap<string, string> = new Map()): MemoryStore {
  const entries = new Map(from);
  const late: LateWrite[] = [];
  const batches = new Map<string, number>();
  let batch = 0;
  const sorted = [...entries.keys()].sort();
  const written = new Map<string, Set<string>>();
  const note = (key: string, text: string) => {
    if (!key.startsWith('item-')) return;
    const table = key.slice(0, key.indexOf('~') + 1);
    const texts = written.get(table) ?? new Set();
    written.set(table, texts.add(text));
  };
  for (const [key, text] of entries) note(key, text);
  const write = (one: Write) => {
    const isThere = entries.has(one.key);
    if (one.type === 'put') {
      const text = JSON.stringify(one.value);
      entries.set(one.key, text);
      note(one.key, text);
    } else entries.delete(one.key);
    if (isThere === (one.type === 'put')) return;
    sorted.splice(firstAt(sorted, one.key), isThere ? 1 : 0, ...(isThere ? [] : [one.key]));
  };
  const catchUp = () => {
    while (late[0] && late[0].at <= now()) write((late.shift() as LateWrite).write);
  };
  const keysIn = (low: string, high: string): string[] =>
    sorted.slice(firstAt(sorted, low), firstAt(sorted, high));
  const read = (key: string): unknown => {
    const text = entries.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const sub = (prefix: string) => ({
    lock: (_key: string, section: (release: <T>(done: Done<T>) => Done<T>) => void) =>
      section((done) => done),
    get: (key: string, done: Done<Item>) => done(null, read(prefix + key) as Item),
    put(key: string, value: unknown, done: Done<void>) {
      write({ type: 'put', key: prefix + key, value });
      done(null);
    },
    del(key: string, done: Done<void>) {
      write({ type: 'del', key: prefix + key });
      done(null);
    },
    createValueStream(bounds: Bounds) {
      catchUp();
      const low = prefix + (bounds.gte ?? bounds.gt ?? '');
      const high = prefix + (bounds.lt ?? bounds.lte ?? '\xff');
      let keys = keysIn(low, `${high}\u0000`).filter((key) => isWithin(key.slice(prefix.length), bounds));
      if (bounds.reverse) keys = keys.reverse();
      if (bounds.limit !== undefined && bounds.limit > 0) keys = keys.slice(0, bounds.limit);
      return streamOf(keys.map(read));
    },
  });
  const store: MemoryStore = {
    entries,
    written,
    batches,
    options: { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, maxItemSize: 409_600 },
    lag: () => 0,
    under: (prefix, without = 0) =>
      keysIn(prefix, `${prefix}\xff`)
        .slice(without)
        .map((key) => [key, read(key)]),
    db: {
      open: async () => {},
      close: async () => {},
      get: async (key) => read(key),
      async batch(writes) {
        catchUp();
        batch += 1;
        for (const one of writes) {
          if (one.key.startsWith('stream~')) batches.set(one.key, batch);
          if (!one.key.startsWith('index-global~')) write(one);
          else late.push({ at: Math.max(late.at(-1)?.at ?? 0, now() + store.lag()), write: one });
        }
        catchUp();
      },
      clear: async ({ gte, lt }) => keysIn(gte, lt).forEach((key) => void write({ type: 'del', key })),
      async *iterator({ gte, lt, limit }) {
        for (const key of keysIn(gte, lt).slice(0, limit)) yield [key, read(key)];
      },
    },
    tableDb: Object.assign(sub(place.tables), { awsRegion: 'ap-southeast-1', awsAccountId: '000000000000' }),
    getTable(name: string, ...rest: unknown[]) {
      // dynalite says in between, where it does, whether the table must be ready.
      const done = rest.at(-1) as Done<Table>;
      const table = read(place.tables + name) as Table | undefined;
      if (table) done(null, table);
      else done(notFound());
    },
    getItemDb: (table) => sub(place.items(table)),
    getIndexDb: (type, table, index) => sub(place.index(type as 'global', table, index)),
  };
  return store;
}

/** Where the first key is that is not before another. */
function firstAt(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isWithin = (key: string, { gt, gte, lt, lte }: Bounds): boolean =>
  (gt === undefined || key > gt) &&
  (gte === undefined || key >= gte) &&
  (lt === undefined || key < lt) &&
  (lte === undefined || key <= lte);

/** What dynalite reads a range from: a stream of the old kind, that tells of all its values at once. */
function streamOf(values: readonly unknown[]): unknown {
  const stream = new Stream();
  process.nextTick(() => {
    for (const value of values) stream.emit('data', value);
    stream.emit('end');
  });
  return stream;
}

function notFound(): Error {
  const body = { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: '' };
  return Object.assign(new Error('no such table'), { statusCode: 400, body });
}
