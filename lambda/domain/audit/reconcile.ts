import type { AuditArchive, AuditTableSource } from './audit-sources.ts';
import { dayAfter } from './lane-place.ts';
import { pairedRows } from './paired-rows.ts';
import { type StoredRow, sameRow, textOf } from './stored-row.ts';

/** What a day's lanes hold in both sources. Counts of rows. */
export interface Reconciliation {
  readonly day: string;
  readonly lanes: number;
  readonly rows: number;
  /** The stream had lost them; they are in the archive now. */
  readonly copied: number;
  /** In the archive only: someone removed them. */
  readonly notInTable: number;
  /** In both, and not the same. */
  readonly different: number;
}

/** Copies wait for one another until there are so many. */
const mostPerPut = 500;

/**
 * Compares the lanes opened on a day, and copies what the archive lacks. For a day whose lanes are closed and whose stream has
 * been read; whether rows are authentic is for `verifyAudit` to judge.
 */
export async function reconcile(
  deps: { readonly table: AuditTableSource; readonly archive: AuditArchive },
  input: { readonly day: string },
): Promise<Reconciliation> {
  const { day } = input;
  const counts = { lanes: 0, rows: 0, copied: 0, notInTable: 0, different: 0 };
  const lacking = lackingRows(deps.archive);
  const registered = new Map<string, { table?: StoredRow; archive?: StoredRow }>();
  for (const source of ['archive', 'table'] as const)
    for await (const row of deps[source].register(day)) {
      const lane = textOf(row, 'seq');
      registered.set(lane, { ...registered.get(lane), [source]: row });
    }
  for (const [lane, register] of registered) {
    counts.lanes += 1;
    if (register.table && !register.archive) await lacking.add(register.table);
    if (!register.table) counts.notInTable += 1;
    if (register.table && register.archive && !sameRow(register.table, register.archive))
      counts.different += 1;
    const days = [day, dayAfter(day)];
    for await (const { table, archive } of pairedRows(
      deps.table.rows(lane, days),
      deps.archive.rows(lane, days),
    )) {
      counts.rows += 1;
      if (!table) counts.notInTable += 1;
      else if (archive.length === 0) await lacking.add(table);
      else if (archive.some((copy) => !sameRow(copy, table))) counts.different += 1;
    }
  }
  return { day, ...counts, copied: await lacking.done() };
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
