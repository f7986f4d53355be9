import { entryOf } from '../audit/entry.ts';
import { requireOwnCustomerId } from '../customer/own-customer.ts';
import { type EndBaselessDeps, endWaitingOn } from '../disclosure/end-baseless.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { isRecordId } from '../recipient/recipient.ts';
import type { CustomerViewer } from '../viewer.ts';
import type { PermissionDeps } from './grant-permission.ts';

/**
 * The customer takes a permission back: from this instant nothing is disclosed on it, and what waits on it is
 * destroyed (P1.6; L91 12).
 * @throws DomainError NOT_REGISTERED, NOT_FOUND at `permissionId`, WRONG_STATE for one that was taken back
 */
export async function revokePermission(
  deps: PermissionDeps & EndBaselessDeps & Pick<Ports, 'log'>,
  viewer: CustomerViewer,
  call: { readonly idempotencyKey: string; readonly permissionId: string },
): Promise<{ customerId: string; id: string }> {
  const { idempotencyKey, permissionId: id } = call;
  const customerId = await requireOwnCustomerId(deps, viewer);
  const scope = {
    caller: `customer:${customerId}`,
    operation: 'revokePermission',
    idempotencyKey,
    input: id,
  };
  const taken = await once(deps, scope, async () => {
    const before = isRecordId(id) ? await deps.permissions.load(customerId, id) : undefined;
    if (!before) throw new DomainError('NOT_FOUND', ['permissionId']);
    if (before.state === 'REVOKED') throw new DomainError('WRONG_STATE', ['permissionId']);
    const at = deps.now().toISOString();
    const after = { ...before, state: 'REVOKED', revokedAt: at, version: before.version + 1 } as const;
    return {
      writes: [
        deps.permissions.put(before, after),
        deps.changes.insert({ id: deps.random.id(), customerId, kind: 'CONSENT', at }),
      ],
      audit: [
        entryOf(viewer, {
          action: 'REVOKE_PERMISSION',
          customerId,
          fields: before.fields,
          reference: id,
        }),
      ],
      result: { customerId, id, recipientId: before.recipientId },
    };
  });
  await endWaitingOn(deps, taken, 'api');
  return taken;
}
