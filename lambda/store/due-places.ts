import { type DuePlace, dueShards, readPlaces } from './due-index.ts';
import type { StoreDeps } from './item.ts';

/** Rows of one shard that are read at least: more may stand at one instant than a small page takes. */
const leastOfShard = 25;

/**
 * Places of a kind of rows in the due index from one on, merged from all shards, in their order.
 * @param asked.from with it; a place, or its beginning
 * @param asked.most about so many; 100 at most
 * @returns all places before `next`; undefined: there are no more
 */
export async function placesFrom(
  deps: Pick<StoreDeps, 'dynamo' | 'table'>,
  kind: string,
  { from, to, most }: { readonly from: string; readonly to: string; readonly most: number },
): Promise<{ readonly places: readonly DuePlace[]; readonly next: string | undefined }> {
  if (from > to) return { places: [], next: undefined };
  const limit = Math.max(most + 1, leastOfShard);
  const shards = await Promise.all(
    dueShards(kind).map(async (shard) => {
      const places = await readPlaces(deps, shard, { from, to, most: limit });
      return { places, end: places.length === limit ? places.at(-1)?.dueAt : undefined };
    }),
  );
  const all = shards.flatMap(({ places }) => places).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  // Behind the first shard that was not read to its end nothing is sure to be whole.
  const ends = [...shards.map(({ end }) => end), all[most]?.dueAt];
  const next = ends.reduce((least, end) => (least === undefined || (end ?? least) < least ? end : least));
  if (next === undefined) return { places: all, next };
  const before = all.filter(({ dueAt }) => dueAt < next);
  if (before.length > 0) return { places: before, next };
  // More stand at one instant than a page holds.
  return { places: all.filter(({ dueAt }) => dueAt === next).slice(0, 100), next: `${next}!` };
}
