import { seqText } from '../domain/audit/lane-place.ts';
import type { AuditRow } from '../domain/audit/row.ts';
import { auditRowOf, cursorOf } from '../domain/audit/row-facts.ts';
import { type StoredRow, seqOf, textOf } from '../domain/audit/stored-row.ts';
import { DomainError } from '../domain/errors.ts';
import type { AuditReader } from '../domain/ports/audit-reader.ts';
import { partitionsOf, placesIn } from './audit-places.ts';
import { type AuditTableDeps, createAuditTable } from './audit-table.ts';

/**
 * The trail of a customer, an actor or a day. The index tells which rows; the rows themselves are read from the table, whole and
 * strongly consistent. A cursor is the place of the last row given.
 */
export function createAuditReader(deps: AuditTableDeps): AuditReader {
  return {
    find: async (query) => {
      const before = query.after === undefined ? endOf(query.until) : placeBehind(query.after);
      const asked = { most: query.first + 1, before, sights: query.sights };
      const lists = await Promise.all(
        partitionsOf(query).map((partition) => placesIn(deps, partition, asked)),
      );
      const places = lists.flat().sort((one, other) => (textOf(one, 'at') < textOf(other, 'at') ? 1 : -1));
      const given = places.slice(0, query.first);
      const last = given.at(-1);
      const next = places.length > query.first && last ? cursorOf(last) : undefined;
      return { rows: await rowsAt(deps, given), next };
    },
  };
}

/** The rows at these places, in the same order; what an index still names and the table no longer has is left out. */
async function rowsAt(deps: AuditTableDeps, places: readonly StoredRow[]): Promise<readonly AuditRow[]> {
  const { rowsFrom } = createAuditTable(deps);
  const byPlace = new Map<string, StoredRow>();
  const read = async ({ lane, from, count }: Run) => {
    for (const row of await rowsFrom(lane, from, count)) byPlace.set(placeText(row), row);
  };
  await Promise.all(runsOf(places).map(read));
  return places.flatMap((place) => {
    const row = byPlace.get(placeText(place));
    return (row && auditRowOf(row)) ?? [];
  });
}

interface Run {
  readonly lane: string;
  readonly from: number;
  readonly count: number;
}

/** Places that follow one another in a lane are read by one query: a page of customers is one run. */
function runsOf(places: readonly StoredRow[]): readonly Run[] {
  const runs: Run[] = [];
  const sorted = [...places].sort((one, other) => (placeText(one) < placeText(other) ? -1 : 1));
  for (const place of sorted) {
    const lane = textOf(place, 'lane');
    const run = runs.at(-1);
    if (run?.lane === lane && run.from + run.count === seqOf(place))
      runs[runs.length - 1] = { ...run, count: run.count + 1 };
    else runs.push({ lane, from: seqOf(place), count: 1 });
  }
  return runs;
}

function placeText(row: StoredRow): string {
  return `${textOf(row, 'lane')}#${seqText(seqOf(row))}`;
}

/** Behind every place of an instant: places of it go on with `#`. */
const endOf = (until: string | undefined): string | undefined =>
  until === undefined ? undefined : `${until}$`;

/** @throws DomainError INVALID_FORMAT at `after` when no trail gave out such a cursor */
function placeBehind(cursor: string): string {
  const at = Buffer.from(cursor, 'base64url').toString();
  const isPlace = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9A-Z]{1,40}#\d{12}$/.test(at);
  if (!isPlace || cursorOf({ at }) !== cursor) throw new DomainError('INVALID_FORMAT', ['after']);
  return at;
}
