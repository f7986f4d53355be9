import { entryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import type { ActOfUse } from '../consent/acceptance-by-use.ts';
import { type ActOfUseDeps, actOfUse } from '../contact/act-of-use.ts';
import { confirmGiven } from '../correction/confirm-given.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { changedFields, fieldsSet } from './changed-fields.ts';
import type { BlobClass } from './customer.ts';
import type { DetailsOf, IdentityDetails } from './details.ts';
import { openDetails } from './open-details.ts';
import { requireCustomer, requireOwnCustomerId } from './own-customer.ts';

export type ReviseDeps = ActOfUseDeps &
  Pick<Ports, 'commit' | 'blindIndex' | 'customers' | 'bindings' | 'fieldQuality' | 'idempotency'>;

/** A call that changes sealed details. `expectedRevision` is the revision of the class that the caller last read; 0 when none was given. */
export interface ReviseCall {
  readonly idempotencyKey: string;
  readonly input: unknown;
  readonly expectedRevision: number;
}

/**
 * The customer's own change of one class: opened, changed, sealed as the next revision, and committed on the condition that
 * nobody changed it meanwhile: two editors never overwrite each other silently.
 * @throws DomainError NOT_REGISTERED, STALE_REVISION, and what `change` throws
 */
export async function reviseDetails<Class extends BlobClass>(
  deps: ReviseDeps,
  viewer: CustomerViewer,
  call: ReviseCall,
  revision: {
    readonly operation: ActOfUse;
    readonly action: AuditAction;
    readonly dataClass: Class;
    readonly fields: readonly string[];
    change(before: DetailsOf[Class] | undefined): DetailsOf[Class];
    /** Rows that follow the change, such as a lookup. */
    also?(
      customerId: string,
      before: DetailsOf[Class] | undefined,
      after: DetailsOf[Class],
    ): Promise<readonly Write[]>;
    /** The details that may tell whether a guardian speaks for the customer. */
    identity?(after: DetailsOf[Class]): IdentityDetails;
  },
): Promise<{ customerId: string }> {
  const { dataClass } = revision;
  const customerId = await requireOwnCustomerId(deps, viewer);
  const scope = {
    caller: `customer:${customerId}`,
    operation: revision.operation,
    idempotencyKey: call.idempotencyKey,
    input: [call.input, call.expectedRevision],
  };
  return once(deps, scope, async () => {
    const loaded = await requireCustomer(deps, customerId);
    const { customer, keyring } = loaded;
    const sealing = await deps.sealing.ready([dataClass], [keyring]);
    if (sealing.revisionOf(keyring, dataClass) !== call.expectedRevision)
      throw new DomainError('STALE_REVISION', ['expectedRevision']);
    const before = openDetails(sealing, loaded, dataClass);
    const after = revision.change(before);
    const { sealed } = sealing.sealClassBlob(keyring, dataClass, after);
    const identity = revision.identity?.(after);
    const changes = changedFields(before, after);
    const sets = fieldsSet(before, after);
    // What was given for the first time is no change; one more detail beside others is.
    const isPayment = dataClass === 'payment' && before !== undefined;
    const added = await actOfUse(
      deps,
      viewer,
      loaded,
      revision.operation,
      { changes, sets, isPayment },
      {
        ...(identity && { identity }),
      },
    );
    const keys = deps.sealing.saveKeyring(keyring);
    const record = {
      ...customer,
      version: customer.version + 1,
      blobs: { ...customer.blobs, [dataClass]: sealed },
    };
    return {
      writes: [
        deps.customers.replace(customer, record),
        ...(keys ? [keys] : []),
        ...((await revision.also?.(customer.id, before, after)) ?? []),
        ...(await confirmGiven(deps, customer.id, revision.fields)),
        ...added.writes,
      ],
      audit: [
        entryOf(viewer, {
          action: revision.action,
          outcome: 'ALLOWED',
          customerId: customer.id,
          fields: revision.fields,
        }),
        ...added.audit,
      ],
      result: { customerId: customer.id },
    };
  });
}

/** Names of the members that a change mentions. */
export function namesIn(change: object): readonly string[] {
  return Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}
