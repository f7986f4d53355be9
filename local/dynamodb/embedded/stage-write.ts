import { isApiError, typeOf } from './api-error.ts';
import { checkCondition, type Expression } from './condition.ts';
import {
  type Action,
  answerOf,
  type Done,
  type IndexDb,
  type Item,
  type ItemDb,
  type Request,
  type Store,
  type Table,
  tableOf,
} from './dynalite.ts';
import { checkItem } from './item-rules.ts';

/** One item before and after a write that has been decided but not made. */
export interface Change {
  readonly table: Table;
  readonly key: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

export interface Staged {
  readonly answer: Record<string, unknown>;
  readonly changes: readonly Change[];
}

/** What an action read, and what it would have written. */
interface Memory {
  readonly tables: Map<string, Table>;
  readonly items: Map<string, Item>;
  readonly writes: { tableName: string; key: string; after: Item | undefined }[];
}

/**
 * Lets one of dynalite's write actions decide (update expressions, return values) against a store that only remembers
 * what it would write; the condition is checked as the item is read. The caller holds the writer's turn and makes the
 * changes in one batch. Throws `ApiError`; a failed condition carries the item when
 * `ReturnValuesOnConditionCheckFailure` (here `onFailure`) asks for it.
 */
export async function stageWrite(
  store: Store,
  action: Action,
  request: Request,
  onFailure?: unknown,
): Promise<Staged> {
  const memory: Memory = { tables: new Map(), items: new Map(), writes: [] };
  const { _condition: condition, ...unconditional } = request;
  const check = (item: Item | undefined): void =>
    checkCondition((condition as { expression: Expression } | undefined)?.expression, item);
  try {
    const answer = await answerOf<Record<string, unknown>>((done) =>
      action(rememberingStore(store, memory, check, done), unconditional, done),
    );
    const changes: Change[] = [];
    for (const { tableName, key, after } of memory.writes) {
      const table = memory.tables.get(tableName) ?? (await tableOf(store, tableName));
      if (after) checkItem(after, table);
      changes.push({ table, key, before: memory.items.get(`${tableName}~${key}`), after });
    }
    return { answer, changes };
  } catch (error) {
    const [item] = memory.items.values();
    const failed = isApiError(error) && typeOf(error) === 'ConditionalCheckFailedException';
    if (item && failed && onFailure === 'ALL_OLD') Object.assign(error.body, { Item: item });
    throw error;
  }
}

function rememberingStore(
  store: Store,
  { tables, items, writes }: Memory,
  check: (item: Item | undefined) => void,
  fail: Done<never>,
): Store {
  // Thrown in a callback it would end the process: dynalite calls back outside any promise.
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (thrown) {
      fail(thrown as Error);
    }
  };
  const itemDb = (tableName: string): ItemDb => ({
    lock: (_key, section) => section((done) => done),
    get: (key, done) =>
      store.getItemDb(tableName).get(key, (error, item) =>
        guarded(() => {
          if (item) items.set(`${tableName}~${key}`, item);
          if (!error) check(item);
          done(error, item);
        }),
      ),
    put: (key, after, done) => {
      writes.push({ tableName, key, after });
      done();
    },
    del: (key, done) => {
      writes.push({ tableName, key, after: undefined });
      done();
    },
  });
  // Index entries follow from the change itself, when it is made.
  const indexDb: IndexDb = {
    put: (_key, _item, done) => done(),
    del: (_key, done) => done(),
    createValueStream: () => undefined,
  };
  return {
    ...store,
    getTable: (name, done) =>
      store.getTable(name, (error, table) =>
        guarded(() => {
          if (table) tables.set(name, table);
          done(error, table);
        }),
      ),
    getItemDb: itemDb,
    getIndexDb: () => indexDb,
  };
}
