import type { Refused } from './covering.ts';
import type { Disclosure } from './disclosure.ts';
import { type JudgeCustomersDeps, judgeCustomers } from './judge-customers.ts';

/**
 * Whether anything of anybody could be given now where there is no order: each customer permits it themselves, or may have restricted it. Whoever opens or
 * approves what nobody can be given is told so then, and not by a package that comes to nothing.
 */
export async function judgeAnybody(
  deps: JudgeCustomersDeps,
  asked: Pick<Disclosure, 'recipientId' | 'basis' | 'purpose' | 'fields' | 'customerIds'>,
): Promise<Refused | undefined> {
  if (asked.basis.kind === 'LEGAL_ORDER') return undefined;
  const standings = await judgeCustomers(deps, asked, asked.customerIds);
  if (standings.some(({ cause }) => cause === undefined)) return undefined;
  const isWide = standings.every(({ cause }) => cause === 'SCOPE_TOO_WIDE');
  return isWide ? { code: 'SCOPE_TOO_WIDE', path: ['fields'] } : { code: 'NO_BASIS', path: ['customerIds'] };
}
