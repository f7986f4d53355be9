import type { View } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { isCorrespondent } from '../request/correspondent.ts';
import type { JudgedPurpose, StaffViewer } from '../viewer.ts';
import { spendBudget } from './spend-budget.ts';

type Deps = Pick<Ports, 'commit' | 'contactStates' | 'counters' | 'settings' | 'now' | 'log'>;

/** Whom values are read of in clear, and for what. */
export interface ClearRead {
  readonly customerId: string;
  readonly purpose: JudgedPurpose;
}

/**
 * The rows of what is about to be revealed, and the budget, in one transaction; with a clear read also that the customer has not had
 * processing restricted, unless it is for a right of theirs or a duty in law (D356 5(2)): a restriction that comes first wins. A refusal
 * is recorded.
 * @param entries one for each customer and view
 * @throws DomainError PROCESSING_RESTRICTED, READ_BUDGET_SPENT
 */
export async function recordReveal(
  deps: Deps,
  viewer: StaffViewer,
  entries: readonly [AuditEntry, ...AuditEntry[]],
  clear: ClearRead | undefined,
): Promise<void> {
  const customersIn = (view: View) => entries.filter((entry) => entry.view === view).length;
  const spent = { value: customersIn('value'), masked: customersIn('masked') };
  const isBound = clear && !isCorrespondent(clear.customerId) && !outlivesRestriction(clear.purpose);
  const unrestricted = isBound ? [deps.contactStates.unrestricted(clear.customerId)] : [];
  try {
    await spendBudget(deps, viewer, spent, entries, unrestricted);
  } catch (error) {
    if (!clear || !(error instanceof DomainError) || error.code !== 'PROCESSING_RESTRICTED') throw error;
    const { customerId, purpose } = clear;
    const refusal = { action: 'READ', outcome: 'REFUSED', code: error.code, customerId } as const;
    await deps.commit([], [entryOf(viewer, { ...refusal, ...purpose })]);
    throw error;
  }
}

const outlivesRestriction = ({ purpose }: JudgedPurpose): boolean =>
  purpose === 'RIGHTS_REQUEST' || purpose === 'LEGAL_DUTY';
