import { dynalite, type Index, type Item, type Table } from './dynalite.ts';
import type { Engine } from './engine.ts';
import { canonical } from './item-rules.ts';
import { type Del, type Put, place } from './level.ts';
import type { Change } from './stage-write.ts';
import { streamKey, streamRecord, type UserIdentity } from './stream-record.ts';

/**
 * Makes changes: items, index entries and stream records in one LevelDB batch, so that a kill leaves all or nothing.
 * A change that changes nothing leaves no stream record. To be called inside `engine.exclusive`.
 */
export async function commit(
  engine: Engine,
  changes: readonly Change[],
  more: readonly Put[] = [],
  by?: UserIdentity,
): Promise<void> {
  const writes: (Put | Del)[] = [...more];
  let sequence = engine.sequence.last;
  const streamed: Change[] = [];
  for (const change of changes) {
    const { table, key, before, after } = change;
    if (canonical(before ?? null) === canonical(after ?? null)) continue;
    const itemKey = place.items(table.TableName) + key;
    writes.push(
      after ? { type: 'put', key: itemKey, value: after } : { type: 'del', key: itemKey },
      ...indexWrites(change),
    );
    if (table.StreamSpecification?.StreamEnabled) {
      sequence += 1;
      streamed.push(change);
      const value = streamRecord(engine, change, sequence, by);
      writes.push({ type: 'put', key: streamKey(table.TableName, sequence), value });
    }
  }
  if (writes.length === 0) return;
  if (sequence !== engine.sequence.last)
    writes.push({ type: 'put', key: place.lastSequence, value: sequence });
  await engine.store.db.batch(writes);
  engine.sequence.last = sequence;
  for (const tell of engine.onRecord) for (const { table, after } of streamed) tell(table.TableName, after);
}

/**
 * Where an index entry lies: dynalite's key, then the item's own. dynalite ends its key with 24 bits of a hash of
 * the item's key, so that among some thousand items with equal index keys a few would overwrite each other.
 */
export const indexEntryKey = (indexKey: string, item: Item, table: Table): string =>
  `${indexKey}/${dynalite.createKey(item, table)}`;

function indexWrites({ table, before, after }: Change): (Put | Del)[] {
  const of = (type: 'local' | 'global', indexes: readonly Index[] = []): (Put | Del)[] => {
    const { puts, deletes } = dynalite.getIndexActions(indexes, before, after, table);
    const at = (index: string, key: string, item: Item): string =>
      place.index(type, table.TableName, index) + indexEntryKey(key, item, table);
    return [
      ...deletes.map(({ index, key }): Del => ({ type: 'del', key: at(index, key, before ?? {}) })),
      ...puts.map(({ index, key, item }): Put => ({ type: 'put', key: at(index, key, item), value: item })),
    ];
  };
  return [...of('local', table.LocalSecondaryIndexes), ...of('global', table.GlobalSecondaryIndexes)];
}
