import { invalid } from './api-error.ts';
import { commit } from './commit.ts';
import { type Item, tableOf } from './dynalite.ts';
import type { Engine } from './engine.ts';
import { place, under } from './level.ts';

type Body = Record<string, unknown>;

interface Setting {
  readonly AttributeName: string;
}

const settingOf = async (engine: Engine, table: string): Promise<Setting | undefined> =>
  (await engine.store.db.get(place.expiry + table)) as Setting | undefined;

export async function updateTimeToLive(engine: Engine, body: Body): Promise<Body> {
  const table = await tableOf(engine.store, String(body.TableName));
  const wanted = body.TimeToLiveSpecification as { Enabled?: unknown; AttributeName?: unknown } | undefined;
  if (typeof wanted?.Enabled !== 'boolean' || typeof wanted.AttributeName !== 'string') {
    throw invalid('TimeToLiveSpecification must say Enabled and AttributeName');
  }
  const now = await settingOf(engine, table.TableName);
  if (wanted.Enabled === (now !== undefined)) {
    throw invalid(`TimeToLive is already ${now ? 'enabled' : 'disabled'}`);
  }
  const key = place.expiry + table.TableName;
  const setting: Setting = { AttributeName: wanted.AttributeName };
  await engine.store.db.batch([wanted.Enabled ? { type: 'put', key, value: setting } : { type: 'del', key }]);
  return { TimeToLiveSpecification: wanted };
}

export async function describeTimeToLive(engine: Engine, body: Body): Promise<Body> {
  const table = await tableOf(engine.store, String(body.TableName));
  const setting = await settingOf(engine, table.TableName);
  return {
    TimeToLiveDescription: setting
      ? { TimeToLiveStatus: 'ENABLED', ...setting }
      : { TimeToLiveStatus: 'DISABLED' },
  };
}

const fiveYears = 5 * 366 * 86_400;

/** Whether an item is past its time: a number of seconds, not more than five years ago (as the cloud reads it). */
function expired(item: Item | undefined, attribute: string, seconds: number): boolean {
  const number = Number(item?.[attribute]?.N ?? Number.NaN);
  return number < seconds && number > seconds - fiveYears;
}

/** Deletes what has expired, in the name DynamoDB gives its own sweep in stream records. */
export async function sweepExpired(engine: Engine): Promise<void> {
  const seconds = Math.floor(engine.now() / 1000);
  const by = { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' };
  const settings: [string, string][] = [];
  for await (const [key, value] of engine.store.db.iterator(under(place.expiry))) {
    settings.push([key.slice(place.expiry.length), (value as Setting).AttributeName]);
  }
  for (const [tableName, attribute] of settings) {
    const prefix = place.items(tableName);
    for await (const [key, item] of engine.store.db.iterator(under(prefix))) {
      if (!expired(item as Item, attribute, seconds)) continue;
      await engine.exclusive(async () => {
        // Read again: a writer may have been quicker, and given it more time.
        const before = (await engine.store.db.get(key)) as Item | undefined;
        if (!expired(before, attribute, seconds)) return;
        const table = await tableOf(engine.store, tableName);
        await commit(engine, [{ table, key: key.slice(prefix.length), before, after: undefined }], [], by);
      });
    }
  }
}
