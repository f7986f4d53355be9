import { invalid } from './api-error.ts';
import { actionOf, answerOf, type Request, type Table, validated } from './dynalite.ts';
import type { Engine } from './engine.ts';
import { type Del, type Put, place, under } from './level.ts';

type Body = Record<string, unknown>;

/** CreateTable, with the stream dynalite does not know. */
export async function createTable(engine: Engine, body: Body): Promise<Body> {
  const stream = body.StreamSpecification as Table['StreamSpecification'] | undefined;
  const request: Request = validated(engine.store, 'CreateTable', body);
  if (stream?.StreamEnabled) {
    const views = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'];
    if (!views.includes(stream.StreamViewType)) throw invalid('Invalid StreamViewType');
    const { awsRegion, awsAccountId } = engine.store.tableDb;
    const label = new Date(engine.now()).toISOString().replace('Z', '');
    // The action keeps `request` itself as the table.
    Object.assign(request, {
      StreamSpecification: stream,
      LatestStreamLabel: label,
      LatestStreamArn: `arn:aws:dynamodb:${awsRegion}:${awsAccountId}:table/${request.TableName}/stream/${label}`,
    });
  }
  return engine.exclusive(() => answerOf((done) => actionOf('CreateTable')(engine.store, request, done)));
}

/** DeleteTable, with its stream and its expiry setting. */
export async function deleteTable(engine: Engine, request: Request): Promise<Body> {
  return engine.exclusive(async () => {
    const answer = await answerOf<Body>((done) => actionOf('DeleteTable')(engine.store, request, done));
    await engine.store.db.clear(under(place.stream(request.TableName)));
    await engine.store.db.batch([
      { type: 'del', key: place.expiry + request.TableName },
      { type: 'del', key: place.trimmed(request.TableName) },
    ]);
    return answer;
  });
}

/** A kill while a table was being made or deleted leaves it half-way: finishes that at the next start. */
export async function settleTables(engine: Engine): Promise<void> {
  const writes: (Put | Del)[] = [];
  for await (const [key, value] of engine.store.db.iterator(under(place.tables))) {
    const table = value as Table;
    if (table.TableStatus === 'DELETING') writes.push({ type: 'del', key });
    if (table.TableStatus === 'CREATING' || table.TableStatus === 'UPDATING') {
      const active = { ...table, TableStatus: 'ACTIVE' };
      writes.push({ type: 'put', key, value: active });
    }
  }
  if (writes.length > 0) await engine.store.db.batch(writes);
}
