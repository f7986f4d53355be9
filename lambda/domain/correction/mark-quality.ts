import { entryOf } from '../audit/entry.ts';
import { requireAssociated } from '../customer/association.ts';
import type { BlobField } from '../customer/reveal-request.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import type { QualityCause, QualityState } from './quality.ts';

/**
 * Says how right a field is, and why (P4.3): while the customer is associated (P4.4).
 * @throws DomainError NOT_FOUND at `customerId`, ASSOCIATION_ENDED
 */
export async function markQuality(
  deps: Pick<
    Ports,
    'now' | 'commit' | 'blindIndex' | 'customers' | 'contactStates' | 'fieldQuality' | 'idempotency'
  >,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly customerId: string;
    readonly field: BlobField;
    readonly state: QualityState;
    readonly cause: Exclude<QualityCause, 'CORRECTED'>;
  },
): Promise<{ readonly customerId: string }> {
  const { idempotencyKey, customerId, field, state, cause } = call;
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, field, state, cause };
  return once(deps, { caller, operation: 'markQuality', idempotencyKey, input }, async () => {
    const customer = await deps.customers.record(customerId);
    if (!customer) throw new DomainError('NOT_FOUND', ['customerId']);
    await requireAssociated(deps, customer);
    const before = (await deps.fieldQuality.ofCustomer(customerId)).find((one) => one.field === field);
    // A field that was in doubt and stays so is as old as the doubt.
    const at = before?.state === state ? before.at : deps.now().toISOString();
    const version = (before?.version ?? 0) + 1;
    const after = { customerId, field, state, cause, at, by: viewer.subject, version };
    return {
      writes: [deps.fieldQuality.put(before, after)],
      audit: [entryOf(viewer, { action: 'MARK_QUALITY', customerId, fields: [field] })],
      result: { customerId },
    };
  });
}

/** The rows that say of fields just corrected that they are right. */
export async function confirmCorrected(
  deps: Pick<Ports, 'now' | 'fieldQuality'>,
  customerId: string,
  fields: readonly BlobField[],
): Promise<readonly Write[]> {
  const marked = await deps.fieldQuality.ofCustomer(customerId);
  const at = deps.now().toISOString();
  return fields.map((field) => {
    const before = marked.find((one) => one.field === field);
    const version = (before?.version ?? 0) + 1;
    const facts = { state: 'CONFIRMED', cause: 'CORRECTED', at, by: undefined, version } as const;
    return deps.fieldQuality.put(before, { customerId, field, ...facts });
  });
}
