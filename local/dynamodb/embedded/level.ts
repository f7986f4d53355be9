/** What this engine uses of LevelDB: dynalite opens it, with JSON values. */
export interface Put {
  readonly type: 'put';
  readonly key: string;
  readonly value: unknown;
}

export interface Del {
  readonly type: 'del';
  readonly key: string;
}

export interface AbstractLevel {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string): Promise<unknown>;
  /** All of it or nothing, also when the process is killed in between. */
  batch(operations: readonly (Put | Del)[]): Promise<void>;
  clear(range: { gte: string; lt: string }): Promise<void>;
  iterator(range: { gte: string; lt: string; limit?: number }): AsyncIterable<[string, unknown]>;
}

/**
 * Where things lie. The first two are dynalite's own; the others stand beside them in the same database, so that
 * one batch can hold an item, its index entries, its stream record and the token of its transaction.
 */
export const place = {
  items: (table: string): string => `item-${table}~`,
  index: (type: 'local' | 'global', table: string, index: string): string =>
    `index-${type}~${table}~${index}~`,
  tables: 'table~',
  stream: (table: string): string => `stream~${table}~`,
  expiry: 'expiry~',
  tokens: 'token~',
  lastSequence: 'last-sequence~',
  trimmed: (table: string): string => `trimmed~${table}`,
} as const;

/** Everything that lies under a prefix. */
export const under = (prefix: string): { gte: string; lt: string } => ({
  gte: prefix,
  lt: `${prefix}\u{ff}`,
});
