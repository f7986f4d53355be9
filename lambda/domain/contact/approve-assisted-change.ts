import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { StaffViewer } from '../viewer.ts';
import { announceChange } from './announce-change.ts';
import type { RequestChangeDeps } from './request-email-change.ts';

/**
 * A second employee approves a change that another asked for on behalf of a customer (P3.5): now the new address is asked to confirm, and
 * the old one is told.
 * @param call.changeId the change that was looked at: no other is approved in its place
 * @throws DomainError NOT_FOUND, WRONG_STATE, SAME_PERSON
 */
export async function approveAssistedChange(
  deps: RequestChangeDeps,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string; readonly customerId: string; readonly changeId: string },
): Promise<{ customerId: string; changeId: string }> {
  const { idempotencyKey, customerId, changeId } = call;
  const actor = `staff:${viewer.subject}`;
  const scope = {
    caller: actor,
    operation: 'approveAssistedChange',
    idempotencyKey,
    input: [customerId, changeId],
  };
  return once(deps, scope, async () => {
    const before = await deps.emailChanges.load(customerId);
    const [loaded] = await deps.customers.load([customerId]);
    if (!before || before.id !== changeId || !loaded) throw new DomainError('NOT_FOUND', ['changeId']);
    const { assisted } = before;
    if (before.state !== 'AWAITING_APPROVAL' || !assisted) throw new DomainError('WRONG_STATE', ['changeId']);
    if (before.requestedBy === actor) throw new DomainError('SAME_PERSON', ['changeId']);
    const { customer, keyring } = loaded;
    const sealing = await deps.sealing.ready(['contact'], [keyring]);
    const approved = {
      ...before,
      version: before.version + 1,
      assisted: { ...assisted, approvedBy: actor, approvedAt: deps.now().toISOString() },
    };
    const { language } = customer;
    const to = { language, requestId: viewer.requestId, requestedBy: actor };
    const { change, writes } = announceChange(deps, sealing, keyring, approved, to);
    const keys = deps.sealing.saveKeyring(keyring);
    const reference = assisted.ticket;
    return {
      writes: [deps.emailChanges.replace(before, change), ...writes, ...(keys ? [keys] : [])],
      audit: [entryOf(viewer, { action: 'APPROVE_EMAIL_CHANGE', customerId, reference, fields: ['email'] })],
      result: { customerId, changeId },
    };
  });
}
