import type { Refused } from '../disclosure/covering.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import {
  type BasisDeps,
  judgeBasis,
  judgeRecipient,
  keyFor,
  stillStands,
} from '../disclosure/judge-basis.ts';
import { type JudgeCustomersDeps, judgeCustomers } from '../disclosure/judge-customers.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { Recipient } from '../recipient/recipient.ts';

export type JudgePackageDeps = BasisDeps & JudgeCustomersDeps & Pick<Ports, 'disclosures'>;

/** A package that may leave now, and what must still be so as it does. */
export interface Collectable {
  readonly recipient: Recipient;
  readonly conditions: readonly Write[];
}

/**
 * Whether a sealed package may leave at this instant: its basis is judged as if it were asked for anew, its recipient is the one that was verified,
 * with the key it was sealed to, and without an order each customer in it still may be given. One who may not stops the whole package:
 * nothing can be taken out of it.
 */
export async function judgePackage(
  deps: JudgePackageDeps,
  disclosure: Disclosure,
): Promise<Collectable | Refused> {
  const { id, basis, customerIds, package: sealed } = disclosure;
  const standing = await judgeBasis(deps, disclosure);
  if ('code' in standing) return standing;
  const { recipient } = standing;
  const refused = judgeRecipient(recipient, deps.now());
  if (refused) return refused;
  if (keyFor(recipient) !== sealed?.keyThumbprint)
    return { code: 'RECIPIENT_NOT_VERIFIED', path: ['recipientId'] };
  const conditions = [...stillStands(deps, standing)];
  if (basis.kind === 'LEGAL_ORDER') return { recipient, conditions };
  const rows = await deps.disclosures.loadOfCustomers(customerIds, id);
  const inside = rows.flatMap((row) =>
    row?.result === 'PENDING' || row?.result === 'GIVEN' ? [row.customerId] : [],
  );
  for (const { customerId, cause, conditions: own } of await judgeCustomers(deps, disclosure, inside)) {
    if (cause !== undefined) return { code: cause, path: ['customerIds'], because: customerId };
    conditions.push(...own);
  }
  return { recipient, conditions };
}
