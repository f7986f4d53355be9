import { entryOf } from '../audit/entry.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { spendBudget } from './spend-budget.ts';

/**
 * Stands before every answer that tells an employee something about one customer that is no personal value: what was agreed to, which
 * mails there were, which services. So it has its row in the audit trail, and counts as one masked read of the employee's hour (P6.4).
 * @param field what is read, as the API names it
 * @throws DomainError READ_BUDGET_SPENT
 */
export async function recordStaffRead(
  deps: Pick<Ports, 'commit' | 'counters' | 'settings' | 'now' | 'log'>,
  viewer: StaffViewer,
  customerId: string,
  field: string,
): Promise<void> {
  await spendBudget(deps, viewer, { masked: 1 }, [
    entryOf(viewer, { action: 'READ', customerId, fields: [field] }),
  ]);
}
