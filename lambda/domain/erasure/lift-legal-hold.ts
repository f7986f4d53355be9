import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { isActive } from './is-hold-active.ts';
import type { NamedLegalHold } from './place-legal-hold.ts';

type Deps = Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'idempotency' | 'erasures' | 'legalHolds'>;

/**
 * The privacy officer lifts a legal hold. What it kept of an erasure that waits is erased with the next round of the clock, where no other
 * hold keeps it.
 * @throws DomainError FORBIDDEN; NOT_FOUND at `id`; WRONG_STATE at `id` when it is lifted, or over
 */
export async function liftLegalHold(
  deps: Deps,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string } & NamedLegalHold,
): Promise<NamedLegalHold> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  const { idempotencyKey, customerId, id } = call;
  const caller = `staff:${viewer.subject}`;
  const scope = { caller, operation: 'liftLegalHold', idempotencyKey, input: { customerId, id } };
  return once(deps, scope, async () => {
    const hold = await deps.legalHolds.load(customerId, id);
    const now = deps.now();
    if (!hold) throw new DomainError('NOT_FOUND', ['id']);
    if (!isActive(hold, now)) throw new DomainError('WRONG_STATE', ['id']);
    const lifted = {
      ...hold,
      version: hold.version + 1,
      liftedAt: now.toISOString(),
      liftedBy: viewer.subject,
    };
    const { classes: fields } = hold;
    return {
      writes: [deps.legalHolds.put(hold, lifted), ...(await dueNow(deps, customerId, now))],
      audit: [entryOf(viewer, { action: 'LIFT_LEGAL_HOLD', customerId, reference: id, fields })],
      result: { customerId, id },
    };
  });
}

/** An erasure that waits for a hold is looked at at once. */
async function dueNow(deps: Deps, customerId: string, now: Date): Promise<readonly Write[]> {
  const erasure = await deps.erasures.load(customerId);
  if (erasure?.step !== 'DONE' || erasure.held.length === 0) return [];
  const version = erasure.version + 1;
  return deps.erasures.put(erasure, { ...erasure, version, dueAt: now.toISOString() });
}
