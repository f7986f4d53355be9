import * as z from 'zod/mini';
import type { LookupKind, LookupRow } from '../domain/lookup.ts';
import { getItem, type Key, type StoreDeps } from './item.ts';

/** The attributes of a lookup row, beside its key. */
export const lookupItem = (kind: LookupKind, { ownerId, vouch }: LookupRow) => ({ kind, ownerId, vouch });

/** The same, as it is read. */
export const storedLookup = (kind: LookupKind) =>
  z.object({ kind: z.literal(kind), ownerId: z.string(), vouch: z.string() });

/** The rows under several indexes, where there is one row for each. */
export async function findLookups(
  deps: Pick<StoreDeps, 'dynamo' | 'table'>,
  kind: LookupKind,
  indexes: readonly string[],
  keyOf: (index: string) => Key,
): Promise<readonly LookupRow[]> {
  const shape = storedLookup(kind);
  const found = await Promise.all(indexes.map((index) => getItem(deps, shape, keyOf(index))));
  return found.flatMap((row, i) => {
    const index = indexes[i];
    return row && index !== undefined ? [{ index, ownerId: row.ownerId, vouch: row.vouch }] : [];
  });
}
