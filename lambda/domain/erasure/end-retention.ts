import { dataClasses } from '../access.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { Customer } from '../customer/customer.ts';
import { DomainError } from '../errors.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { after } from '../span.ts';
import { type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import { type BeginErasureDeps, beginErasure } from './begin-erasure.ts';
import type { ErasurePorts } from './erasure-ports.ts';
import { associationEnd, firstRetentionEnd, retentionEnd } from './retention.ts';

export type EndRetentionDeps = BeginErasureDeps &
  Pick<Ports, 'commit' | 'log'> &
  Pick<ErasurePorts, 'customerRows' | 'keyShredding'>;

/** A day: how soon what a legal hold keeps, or an erasure under way, is looked at again. */
const again = { days: 1 };

/**
 * Erases what has been kept long enough after the end of the association (P4.4, L91 14). While a service runs nothing is; what a legal hold
 * keeps waits.
 * @param by name of the deployed function that acts
 * @returns how many customers moved on, and how many could not be handled
 */
export async function endRetentions(
  deps: EndRetentionDeps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<Swept> {
  const from = {
    lane: 'retention',
    fault: 'retention_not_ended',
    due: async (shard: number, at: Date, first: number) =>
      (await deps.customerRows.retentionDue(shard, at, first)).map((customerId) => ({ customerId })),
    act: ({ customerId }: { readonly customerId: string }) =>
      reread({ STALE_REVISION: 2 }, () => endRetention(deps, customerId, by)),
  } as const;
  return sweepDue(deps, from, sweep);
}

async function endRetention(
  deps: EndRetentionDeps,
  customerId: string,
  by: string,
): Promise<'MOVED' | 'WAITING'> {
  const contact = await deps.contactStates.load(customerId);
  const [loaded] = await deps.customers.load([customerId]);
  const now = deps.now();
  const due = loaded?.customer.retentionDueAt;
  if (!contact || !loaded || due === undefined || due > now.toISOString()) return 'WAITING';
  const end = associationEnd(loaded.customer, contact);
  if (end === undefined || loaded.customer.state !== 'CLOSED') return look(deps, loaded, undefined);
  const kept = await deps.keyShredding.classes(customerId);
  const wanted = kept.filter((one) => retentionEnd(end, one) <= now.toISOString());
  const later = firstRetentionEnd(
    end,
    kept.filter((one) => !wanted.includes(one)),
  );
  if (wanted.length === 0) return look(deps, loaded, later);
  try {
    const { writes, audit } = await beginErasure(deps, {
      loaded,
      // Of a class that nobody gave there is nothing to keep.
      wanted: later === undefined ? dataClasses : wanted,
      cause: 'RETENTION',
      suppressesAddress: false,
      requestedBy: `system:${by}`,
      changes: later === undefined ? {} : { retentionDueAt: later },
    });
    await deps.commit(writes, [systemEntryOf(by, deps.random.id(), audit)]);
    return 'MOVED';
  } catch (error) {
    const code = error instanceof DomainError ? error.code : undefined;
    if (code !== 'ON_LEGAL_HOLD' && code !== 'ERASURE_UNDER_WAY') throw error;
    return look(deps, loaded, after(now, again));
  }
}

/** Looks at the customer again at an instant, or not any more. */
async function look(
  deps: Pick<EndRetentionDeps, 'customers' | 'commit'>,
  { customer }: LoadedCustomer,
  retentionDueAt: string | undefined,
): Promise<'MOVED'> {
  const { retentionDueAt: _, ...rest } = customer;
  const after: Customer = {
    ...rest,
    ...(retentionDueAt !== undefined && { retentionDueAt }),
    version: customer.version + 1,
  };
  await deps.commit([deps.customers.replace(customer, after)], []);
  return 'MOVED';
}
