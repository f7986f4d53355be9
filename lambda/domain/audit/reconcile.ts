import * as z from 'zod/mini';
import type { AuditArchive, AuditTableSource } from './audit-sources.ts';
import { dayAfter } from './lane-place.ts';
import { pairedRows } from './paired-rows.ts';
import { type StoredRow, sameRow, textOf } from './stored-row.ts';

/** What a day's lanes hold in both sources, as far as they were compared. Counts of rows. */
export interface Reconciliation {
  readonly day: string;
  /** The last lane compared, in the order of their names; empty before the first. */
  readonly afterLane: string;
  readonly lanes: number;
  readonly rows: number;
  /** The stream had lost them; they are in the archive now. */
  readonly copied: number;
  /** In the archive only: someone removed them. */
  readonly notInTable: number;
  /** In both, and not the same. */
  readonly different: number;
}

const count = z._default(z.int(), 0);
/** The same, as it comes back out of a job's report; of a job that was not begun it holds the day alone. */
export const reconciliationShape = z.object({
  day: z.iso.date(),
  afterLane: z._default(z.string(), ''),
  lanes: count,
  rows: count,
  copied: count,
  notInTable: count,
  different: count,
});

type Deps = { readonly table: AuditTableSource; readonly archive: AuditArchive };
/** A lane's register row in each source. */
type Registered = Partial<Record<'table' | 'archive', StoredRow>>;

/** Copies wait for one another until there are so many. */
const mostPerPut = 500;

/**
 * Compares the lanes opened on a day, and copies what the archive lacks; goes on behind the lane where an earlier run ended, and
 * tells what is known after each. For a day whose lanes are closed and whose stream has been read; whether rows are authentic
 * is for `verifyAudit` to judge.
 */
export async function* reconcile(deps: Deps, before: Reconciliation): AsyncGenerator<Reconciliation> {
  const registered = new Map<string, Registered>();
  for (const source of ['archive', 'table'] as const)
    for await (const row of deps[source].register(before.day)) {
      const lane = textOf(row, 'seq');
      registered.set(lane, { ...registered.get(lane), [source]: row });
    }
  let known = before;
  const left = [...registered].filter(([lane]) => lane > before.afterLane);
  for (const [lane, register] of left.sort(([one], [other]) => (one < other ? -1 : 1))) {
    const found = await reconcileLane(deps, before.day, lane, register);
    known = {
      day: known.day,
      afterLane: lane,
      lanes: known.lanes + 1,
      rows: known.rows + found.rows,
      copied: known.copied + found.copied,
      notInTable: known.notInTable + found.notInTable,
      different: known.different + found.different,
    };
    yield known;
  }
}

async function reconcileLane(deps: Deps, day: string, lane: string, register: Registered) {
  const counts = { rows: 0, notInTable: 0, different: 0 };
  const lacking = lackingRows(deps.archive);
  if (register.table && !register.archive) await lacking.add(register.table);
  if (!register.table) counts.notInTable += 1;
  if (register.table && register.archive && !sameRow(register.table, register.archive)) counts.different += 1;
  const days = [day, dayAfter(day)];
  const both = pairedRows(deps.table.rows(lane, days), deps.archive.rows(lane, days));
  for await (const { table, archive } of both) {
    counts.rows += 1;
    if (!table) counts.notInTable += 1;
    else if (archive.length === 0) await lacking.add(table);
    else if (archive.some((copy) => !sameRow(copy, table))) counts.different += 1;
  }
  return { ...counts, copied: await lacking.done() };
}

function lackingRows(archive: AuditArchive) {
  let waiting: StoredRow[] = [];
  let copied = 0;
  const put = async () => {
    if (waiting.length > 0) await archive.putRows(waiting);
    copied += waiting.length;
    waiting = [];
  };
  return {
    add: async (row: StoredRow) => {
      waiting.push(row);
      if (waiting.length >= mostPerPut) await put();
    },
    done: async () => {
      await put();
      return copied;
    },
  };
}
