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

/**
 * Lets one of dynalite's write actions decide (update expressions, return values) against a store that only remembers
 * what it would write; the condition is checked as the item is read. The caller holds the writer's turn and makes the changes in one batch.
 * Throws `ApiError`; a failed condition carries the item when `ReturnValuesOnConditionCheckFailure` asks for it.
 */
export async function stageWrite(
  store: Store,
  action: Action,
  request: Request,
  onFailure?: unknown,
): Promise<Staged> {
  const changes: Change[] = [];
  const { _condition: condition, ...unconditional } = request;
  const check = (item: Item | undefined): void =>
    checkCondition((condition as { expression: Expression } | undefined)?.expression, item);
  const seen = new Map<string, Item>();
  const pending: { tableName: string; key: string; after: Item | undefined }[] = [];
  try {
    const answer = await answerOf<Record<string, unknown>>((done) =>
      action(rememberingStore(store, seen, pending, check, done), unconditional, done),
    );
    for (const { tableName, key, after } of pending) {
      const table = await tableOf(store, tableName);
      if (after) checkItem(after, table);
      changes.push({ table, key, before: seen.get(`${tableName}~${key}`), after });
    }
    return { answer, changes };
  } catch (error) {
    const [item] = seen.values();
    if (
      item &&
      onFailure === 'ALL_OLD' &&
      isApiError(error) &&
      typeOf(error) === 'ConditionalCheckFailedException'
    ) {
      Object.assign(error.body, { Item: item });
    }
    throw error;
  }
}

function rememberingStore(
  store: Store,
  seen: Map<string, Item>,
  pending: { tableName: string; key: string; after: Item | undefined }[],
  check: (item: Item | undefined) => void,
  fail: Done<never>,
): Store {
  const itemDb = (tableName: string): ItemDb => ({
    lock: (_key, section) => section((done) => done),
    get: (key, done) =>
      store.getItemDb(tableName).get(key, (error, item) => {
        if (item) seen.set(`${tableName}~${key}`, item);
        // Thrown from here it would end the process: dynalite calls back outside any promise.
        try {
          if (!error) check(item);
          done(error, item);
        } catch (thrown) {
          fail(thrown as Error);
        }
      }),
    put: (key, after, done) => {
      pending.push({ tableName, key, after });
      done();
    },
    del: (key, done) => {
      pending.push({ tableName, key, after: undefined });
      done();
    },
  });
  // Index entries follow from the change itself, when it is made.
  const indexDb: IndexDb = {
    put: (_key, _item, done) => done(),
    del: (_key, done) => done(),
    createValueStream: () => undefined,
  };
  return { ...store, getItemDb: itemDb, getIndexDb: () => indexDb };
}
