import { entryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { spendBudget } from './spend-budget.ts';

/** Something that an employee is told of one customer. */
export interface StaffRead {
  readonly customerId: string;
  /** As the API names it. */
  readonly field: string;
}

/**
 * Stands before every answer that tells an employee something of single customers that is no personal value: what was agreed to, which mails
 * there were, which holds, corrections and rights. So each customer has a row in the audit trail, and counts as one masked read of the
 * employee's hour (P6.4).
 * @param reads of one operation, at least one
 * @throws DomainError READ_BUDGET_SPENT
 */
export async function recordStaffReads(
  deps: Pick<Ports, 'commit' | 'counters' | 'settings' | 'now' | 'log'>,
  viewer: StaffViewer,
  reads: readonly StaffRead[],
): Promise<void> {
  const fields = new Map<string, Set<string>>();
  for (const { customerId, field } of reads)
    fields.set(customerId, (fields.get(customerId) ?? new Set()).add(field));
  const entries = [...fields].map(([customerId, read]) =>
    entryOf(viewer, { action: 'READ', customerId, fields: [...read] }),
  );
  await spendBudget(deps, viewer, { masked: entries.length }, entries as [AuditEntry, ...AuditEntry[]]);
}
