import { systemEntryOf } from '../audit/entry.ts';
import type { CustomerDisclosure } from '../disclosure/disclosure.ts';
import type { Ports } from '../ports.ts';
import { movedOn, type Sweep, type Swept, sweepDue } from '../sweep-due.ts';

type Deps = Pick<Ports, 'now' | 'random' | 'commit' | 'disclosures' | 'log'>;
type Named = Pick<CustomerDisclosure, 'customerId' | 'disclosureId'>;

/**
 * Says of disclosures for payments that were begun, and of which nobody said what became of them, that nothing was given (P6.6): the answer leaves
 * after that is said, so a call that ended before gave nothing. The service may repeat it; what is given then is said then.
 * @param by name of the deployed function that acts
 * @returns how many were settled, and how many could not be handled
 */
export function tendPayments(deps: Deps, { by, ...sweep }: Sweep & { readonly by: string }): Promise<Swept> {
  const from = {
    lane: 'payments',
    fault: 'disclosure_not_handled',
    due: deps.disclosures.duePayments,
    act: movedOn((named: Named) => settle(deps, named, by)),
  } as const;
  return sweepDue(deps, from, sweep);
}

async function settle(deps: Deps, { customerId, disclosureId }: Named, by: string): Promise<boolean> {
  const before = await deps.disclosures.loadOfCustomer(customerId, disclosureId);
  const { result, settleBy, fields = [] } = before ?? {};
  if (!before || result !== 'PENDING' || settleBy === undefined) return false;
  if (settleBy > deps.now().toISOString()) return false;
  const after = {
    ...before,
    result: 'NOT_GIVEN',
    cause: 'INTERRUPTED',
    version: before.version + 1,
  } as const;
  const facts = { action: 'EXPIRE_DISCLOSURE', customerId, fields, reference: disclosureId } as const;
  const entry = systemEntryOf(by, deps.random.id(), facts);
  await deps.commit([deps.disclosures.putOfCustomer(before, after)], [entry]);
  return true;
}
