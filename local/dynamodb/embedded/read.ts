import { indexEntryKey } from './commit.ts';
import { actionOf, answerOf, dynalite, type Item, type Request, type Store, tableOf } from './dynalite.ts';
import type { Engine } from './engine.ts';

type Answer = Record<string, unknown>;

/** Query and Scan. On an index, a start key means the entry of that very item (see `indexEntryKey`). */
export async function queryOrScan(
  engine: Engine,
  operation: 'Query' | 'Scan',
  request: Request,
): Promise<Answer> {
  const store = await storeFor(engine.store, request);
  return answerOf((done) => actionOf(operation)(store, request, done));
}

async function storeFor(store: Store, request: Request): Promise<Store> {
  const start = request.ExclusiveStartKey as Item | undefined;
  if (!start || !request.IndexName) return store;
  const table = await tableOf(store, request.TableName);
  const index = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])].find(
    (one) => one.IndexName === request.IndexName,
  );
  const names = [...table.KeySchema, ...(index?.KeySchema ?? [])].map((key) => key.AttributeName);
  // An incomplete start key is dynalite's to refuse.
  if (!index || names.some((name) => start[name] === undefined)) return store;
  const from = dynalite.createIndexKey(start, table, index.KeySchema);
  const exact = indexEntryKey(from, start, table);
  return {
    ...store,
    getIndexDb: (type, tableName, indexName) => {
      const indexDb = store.getIndexDb(type, tableName, indexName);
      return {
        ...indexDb,
        createValueStream: (bounds) =>
          indexDb.createValueStream({
            ...bounds,
            ...(bounds.gt === from && { gt: exact }),
            ...(bounds.lt === from && { lt: exact }),
          }),
      };
    },
  };
}

/** BatchGetItem. Keys it leaves for the next call keep their projection, which dynalite forgets. */
export async function batchGet(engine: Engine, request: Request): Promise<Answer> {
  const answer = await answerOf<Answer>((done) => actionOf('BatchGetItem')(engine.store, request, done));
  const asked = request.RequestItems as Record<string, Record<string, unknown>>;
  const left = answer.UnprocessedKeys as Record<string, Record<string, unknown>>;
  for (const [table, keys] of Object.entries(left)) {
    const { ProjectionExpression, ExpressionAttributeNames } = asked[table] ?? {};
    Object.assign(keys, {
      ...(ProjectionExpression !== undefined && { ProjectionExpression }),
      ...(ExpressionAttributeNames !== undefined && { ExpressionAttributeNames }),
    });
  }
  return answer;
}
