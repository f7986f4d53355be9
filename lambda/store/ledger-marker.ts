import * as z from 'zod/mini';
import type { LedgerMarker, LedgerMarkerStore } from '../domain/restore/ledger-marker.ts';
import { getItem, putNew, putWhile, type StoreDeps } from './item.ts';

const ids = z.object({ records: z.string(), keys: z.string() });
const stored = z.pipe(
  z.object({
    kind: z.literal('LEDGER_MARKER'),
    version: z.int(),
    tables: ids,
    place: z.optional(z.string()),
    checkedAt: z.iso.datetime(),
    behind: z.optional(
      z.object({
        jobId: z.string(),
        tables: ids,
        actsSince: z.optional(z.iso.datetime()),
        erasuresSince: z.optional(z.iso.datetime()),
      }),
    ),
  }),
  z.transform(({ kind: _, place, behind, ...marker }): LedgerMarker => {
    const { actsSince, erasuresSince } = behind ?? {};
    return { ...marker, place, behind: behind && { ...behind, actsSince, erasuresSince } };
  }),
);
const key = { pk: 'LEDGER', sk: 'MARKER' } as const;

/** Which tables these are, and how far they are known to hold what the ledger says: pk `LEDGER`, sk `MARKER`. A restored table has that of its own time. */
export function createLedgerMarkerStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): LedgerMarkerStore {
  return {
    load: () => getItem(deps, stored, key),
    put(before, after) {
      const item = { ...after, ...key, kind: 'LEDGER_MARKER', version: (before?.version ?? 0) + 1 };
      return before === undefined
        ? putNew(deps.table, item, 'STALE_REVISION')
        : putWhile(deps.table, item, { version: before.version });
    },
  };
}
