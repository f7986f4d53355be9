import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import type { ErrorCode } from '../errors.ts';
import type { CustomerHead } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { reread } from '../reread.ts';
import type { CustomerDisclosure, Disclosure } from './disclosure.ts';
import { isOfRound } from './is-of-round.ts';
import { type CustomerStanding, type JudgeCustomersDeps, judgeCustomers } from './judge-customers.ts';
import { readEach } from './read-each.ts';
import { withheldUntilOf } from './withheld.ts';

export type AnnounceDeps = JudgeCustomersDeps &
  Pick<Ports, 'random' | 'commit' | 'customers' | 'disclosures' | 'log'>;

/**
 * Says in the audit trail, and in the customers' own rows, that fields of theirs are about to be sealed for a recipient: one transaction for a page
 * of customers, before anything of theirs is opened (P6.4). Whoever cannot be given is said to be refused, with why. Can be repeated: who has
 * a row of this round already is left as they are; what an earlier round found, whose package nobody had, counts for nothing.
 * @param customerIds `limits.disclosurePage` at most
 * @throws DomainError STALE_REVISION when the disclosure is no longer the one read
 */
export async function announceCustomers(
  deps: AnnounceDeps,
  disclosure: Disclosure,
  recipient: Recipient,
  customerIds: readonly string[],
): Promise<void> {
  await reread({ STALE_REVISION: 2, PROCESSING_RESTRICTED: 2 }, async () => {
    const rows = await deps.disclosures.loadOfCustomers(customerIds, disclosure.id);
    const earlier = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.customerId, row]])));
    const left = customerIds.filter((id) => !isOfRound(disclosure, earlier.get(id)));
    if (left.length === 0) return;
    const heads = await readEach(left, deps.customers.heads);
    const states = heads.map((head) => (head === 'DAMAGED' ? undefined : head?.state));
    const standings = await judgeCustomers(deps, disclosure, left, states);
    const known = standings.map((standing, n) => standingOf(deps, standing, heads[n]));
    // Whoever is gone gets no new row, nor who never permitted anything to this recipient: there is nothing of theirs to tell of.
    const shown = known.filter(
      ({ customerId, isStranger }, n) => earlier.has(customerId) || (heads[n] !== undefined && !isStranger),
    );
    const requestId = deps.random.id();
    const at = deps.now().toISOString();
    await deps.commit(
      [
        deps.disclosures.unchanged(disclosure),
        ...known.flatMap(({ conditions }) => conditions),
        ...shown.map((one) => {
          const before = earlier.get(one.customerId);
          return deps.disclosures.putOfCustomer(before, rowOf(disclosure, recipient, one, { at, before }));
        }),
      ],
      known.map((one) => entryFor(disclosure, one, requestId)),
    );
  });
}

/** Whoever is gone is not given, nor one whose record was damaged, who stops nobody else's answer; somebody is woken. */
function standingOf(
  deps: Pick<AnnounceDeps, 'log'>,
  standing: CustomerStanding,
  head: CustomerHead | 'DAMAGED' | undefined,
): CustomerStanding {
  const { customerId, cause } = standing;
  const not = (why: ErrorCode) => ({ ...standing, cause: why, conditions: [] });
  if (head === undefined) return not(cause ?? 'NOT_FOUND');
  if (head === 'DAMAGED') {
    deps.log.error(alarmingLogLines.integrityViolation.event, { customerId });
    return not('INTEGRITY_VIOLATION');
  }
  return standing;
}

function rowOf(
  { id: disclosureId, basis, purpose, fields, round }: Disclosure,
  { id: recipientId, name: recipientName }: Recipient,
  { customerId, cause }: CustomerStanding,
  { at, before }: { readonly at: string; readonly before: CustomerDisclosure | undefined },
): CustomerDisclosure {
  return {
    ...{ disclosureId, customerId, recipientId, recipientName, purpose, fields, cause, round },
    // Since when there is something to be told: `access-log/withheld-row.ts`.
    at: before?.at ?? at,
    basis: basis.kind,
    result: cause === undefined ? 'PENDING' : 'NOT_GIVEN',
    version: (before?.version ?? 0) + 1,
    withheldUntil: withheldUntilOf(basis),
    toldAt: undefined,
  };
}

/** What a basis is in the words of the audit trail; a permission is none of them. */
const purposes = { LEGAL_ORDER: 'LEGAL_DUTY', COMMITMENT: 'PAYMENT', PERMISSION: undefined } as const;

function entryFor(
  { id: reference, basis, fields }: Disclosure,
  { customerId, cause }: CustomerStanding,
  requestId: string,
): AuditEntry {
  const purpose = purposes[basis.kind];
  return systemEntryOf('packages', requestId, {
    action: 'DISCLOSE',
    customerId,
    fields,
    view: 'value',
    reference,
    ...(purpose !== undefined && { purpose }),
    ...(cause !== undefined && { outcome: 'REFUSED', code: cause }),
  });
}
