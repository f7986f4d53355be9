import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import type { View } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import type { Write } from '../ports/commit.ts';
import type { Counter } from '../ports/counters.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';

/** A transaction holds 100 items; some are left for budgets and for opening a lane of the chain. */
const rowsPerTransaction = 90;

/**
 * What stands before every answer that tells an employee of customers: its audit rows, and the budget of the employee's hour, in one
 * transaction (P6.4). Beyond the budget nothing is answered; that is recorded, and wakes someone.
 * @param spent customers by view
 * @param entries of one action, at least one
 * @param also what must hold in the same transaction
 * @throws DomainError READ_BUDGET_SPENT, with the seconds until the next hour begins
 */
export async function spendBudget(
  deps: Pick<Ports, 'commit' | 'counters' | 'settings' | 'now' | 'log'>,
  viewer: StaffViewer,
  spent: Readonly<Partial<Record<View, number>>>,
  entries: readonly [AuditEntry, ...AuditEntry[]],
  also: readonly Write[] = [],
): Promise<void> {
  const budgets = (['value', 'masked'] as const)
    .filter((view) => (spent[view] ?? 0) > 0)
    .map((view) => ({ budget: readBudget(deps, viewer, view), customers: spent[view] ?? 0 }));
  const writes = budgets.map(({ budget, customers }) =>
    deps.counters.add(budget, customers, 'READ_BUDGET_SPENT'),
  );
  try {
    await deps.commit([...writes, ...also], entries.slice(0, rowsPerTransaction));
    for (let i = rowsPerTransaction; i < entries.length; i += rowsPerTransaction)
      await deps.commit([], entries.slice(i, i + rowsPerTransaction));
    for (const view of ['value', 'masked'] as const)
      if (spent[view])
        deps.log.info('values_revealed', {
          requestId: viewer.requestId,
          state: view.toUpperCase(),
          count: spent[view],
        });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'READ_BUDGET_SPENT') throw error;
    const { requestId } = viewer;
    deps.log.warn(alarmingLogLines.readBudgetSpent.event, { requestId, count: entries.length });
    const [{ action }] = entries;
    await deps.commit([], [entryOf(viewer, { action, outcome: 'REFUSED', code: error.code })]);
    throw new DomainError('READ_BUDGET_SPENT', [], { retryAfterSeconds: secondsLeft(budgets[0]?.budget) });
  }
}

/** The counter of what an employee may read in an hour: hours as the clock strikes them. */
export function readBudget(deps: Pick<Ports, 'settings' | 'now'>, viewer: StaffViewer, view: View): Counter {
  const { clearReadsPerHour, maskedReadsPerHour } = deps.settings;
  const limit = view === 'value' ? clearReadsPerHour : maskedReadsPerHour;
  return { key: `reads:${view}:${viewer.subject}`, limit, windowSeconds: 3600, now: deps.now() };
}

/** Seconds until a counter's window ends, at least one. */
function secondsLeft(counter: Counter | undefined): number {
  if (!counter) return 1;
  const { windowSeconds, now } = counter;
  return windowSeconds - (Math.floor(now.getTime() / 1000) % windowSeconds);
}
