import type { Deadline } from '../domain/deadline/deadline.ts';
import { DomainError } from '../domain/errors.ts';
import type { DeadlineStore } from '../domain/ports/deadlines.ts';
import { after } from '../domain/span.ts';
import { deadlineSources } from './deadline-rows.ts';
import type { DeadlineSource } from './deadline-source.ts';
import type { DuePlace } from './due-index.ts';
import { placesFrom } from './due-places.ts';
import { getEach } from './get-each.ts';
import type { StoreDeps } from './item.ts';

type Deps = Pick<StoreDeps, 'dynamo' | 'table' | 'now'>;

/** A clock at its place in the list: `<due>#<shard>#<name>`. */
interface Placed {
  readonly place: string;
  readonly node: Deadline;
}
/** What was read of one source: everything before `behind`; undefined: everything. */
interface Read {
  readonly found: readonly Placed[];
  readonly behind: string | undefined;
}

/** Rows of a source that are read at once at least: a small page is not to be made in many rounds. */
const leastOfPage = 25;
/** Rounds of reading for one page of a source: rows that are no clock now take room. */
const mostRounds = 8;
const placeForm = /^(\d{4}-\d{2}-\d{2}T[\d:.]{12}Z)#([A-Z]{1,12})#([0-9A-Za-z#:.-]{1,160})$/;

/**
 * Every clock, merged from the kinds of rows that carry one. Each kind is read in the order of its index as far as a page needs; what is
 * due later than the least far one was read to comes with the next page.
 */
export function createDeadlineStore({ dynamo, table, now }: Deps): DeadlineStore {
  const deps = { dynamo, table, now };
  return {
    async page(kinds, { first, after, until, owner }) {
      const behind = after === undefined ? undefined : placeIn(after);
      const sources = deadlineSources.filter((source) => source.kinds.some((kind) => kinds.includes(kind)));
      const isWanted = ({ place, node }: Placed) =>
        kinds.includes(node.kind) &&
        (owner === undefined || node.owner === owner) &&
        (behind === undefined || place > behind) &&
        (until === undefined || node.dueAt <= until.toISOString());
      const reads = await Promise.all(
        sources.map((source) =>
          readSource(deps, source, { behind, until, most: Math.max(first + 1, leastOfPage), isWanted }),
        ),
      );
      const ends = reads.flatMap((read) => read.behind ?? []).sort();
      const [end] = ends;
      const all = reads
        .flatMap(({ found }) => found)
        .sort((one, other) => (one.place < other.place ? -1 : 1));
      const sure = end === undefined ? all : all.filter(({ place }) => place < end);
      const page = sure.slice(0, first);
      const last = page.at(-1)?.place ?? end;
      return {
        items: page.map(({ place, node }) => ({ node, cursor: cursorOf(place) })),
        end: last === undefined ? undefined : cursorOf(last),
        hasNextPage: sure.length > first || all.length > sure.length || end !== undefined,
      };
    },
  };
}

/** Reads a source until there are enough clocks of it before what was not read, or nothing is left. */
async function readSource(
  deps: Deps,
  source: DeadlineSource,
  asked: {
    readonly behind: string | undefined;
    readonly until: Date | undefined;
    readonly most: number;
    isWanted(placed: Placed): boolean;
  },
): Promise<Read> {
  const found: Placed[] = [];
  const to = asked.until === undefined ? '~' : `${asked.until.toISOString()}$`;
  const begin = beginningOf(source, asked.behind);
  const now = deps.now().toISOString();
  let from = source.endsByItself && begin < now ? now : begin;
  for (let round = 0; ; round++) {
    const { places, next } = await placesFrom(deps, source.shard, { from, to, most: asked.most });
    found.push(...(await clocksAt(deps, source, places)).filter((placed) => asked.isWanted(placed)));
    if (next === undefined) return { found, behind: undefined };
    const behind = listPlaceOf(source, next);
    const isEnough = found.filter(({ place }) => place < behind).length >= asked.most;
    if (isEnough || round + 1 === mostRounds) return { found, behind };
    from = next;
  }
}

async function clocksAt(
  deps: Deps,
  source: DeadlineSource,
  places: readonly DuePlace[],
): Promise<readonly Placed[]> {
  const rows = await getEach(deps, places);
  return places.flatMap(({ dueAt }, n) => {
    const row = rows[n];
    const node = row && source.read(row);
    if (!node) return [];
    const [at = '', ...name] = dueAt.split('#');
    // What is looked at again although it is late stands where it is looked at: no page may begin before one that was read.
    const [, place] = [node.dueAt, at].sort((one, other) => (one < other ? -1 : 1));
    return [{ node, place: `${place}#${source.shard}#${name.join('#') || node.about.id}` }];
  });
}

const moved = (instant: string, hours: number): string => after(instant, { hours });

/** Where in the index of a source whatever lies behind a place of the list begins. */
function beginningOf({ shard, later = 0, atMostLater }: DeadlineSource, behind: string | undefined): string {
  if (behind === undefined) return '0';
  const [, dueAt = '', of, name = ''] = placeForm.exec(behind) ?? [];
  if (atMostLater !== undefined) return moved(dueAt, -atMostLater);
  const at = moved(dueAt, -later);
  // Behind the very row, where it is one of these and has a name in the index; ids alone are told apart afterwards.
  return of === shard && name.includes('#') ? `${at}#${name}!` : at;
}

/** The first place of the list that a row at this place of the index, or behind it, may have. */
function listPlaceOf({ shard, later = 0, atMostLater }: DeadlineSource, dueAt: string): string {
  const [instant = '', ...name] = dueAt.replace(/!$/, '').split('#');
  if (atMostLater !== undefined || name.length === 0) return `${moved(instant, later)}#A#0`;
  return `${moved(instant, later)}#${shard}#${name.join('#')}`;
}

const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');

/** @throws DomainError CURSOR_INVALID at `after` */
function placeIn(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  const [, dueAt = ''] = placeForm.exec(place) ?? [];
  if (Number.isNaN(Date.parse(dueAt))) throw new DomainError('CURSOR_INVALID', ['after']);
  return place;
}
