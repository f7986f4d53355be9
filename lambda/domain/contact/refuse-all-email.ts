import { entryOf } from '../audit/entry.ts';
import { sealedOrigin } from '../consent/sealed-origin.ts';
import { requireCustomer, requireOwnCustomerId } from '../customer/own-customer.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type RefuseDeps, refusalReadings, refuse } from './refuse.ts';

/**
 * The signed-in customer refuses every mail that can be refused (P2.6).
 * @throws DomainError NOT_REGISTERED
 */
export async function refuseAllEmail(
  deps: RefuseDeps & Pick<Ports, 'sealing' | 'blindIndex' | 'bindings' | 'idempotency' | 'commit'>,
  viewer: CustomerViewer,
  call: { idempotencyKey: string },
): Promise<{ customerId: string }> {
  const customerId = await requireOwnCustomerId(deps, viewer);
  const actor = `customer:${customerId}`;
  const { idempotencyKey } = call;
  const scope = { caller: actor, operation: 'refuseAllEmail', idempotencyKey, input: null };
  const plan = async () => {
    const { keyring } = await requireCustomer(deps, customerId);
    const evidence = await sealedOrigin(deps, keyring, viewer.origin);
    const refused = await refuse(deps, {
      customerId,
      purposes: 'ALL',
      channels: ['EMAIL'],
      path: 'SIGNED_IN',
      actor,
      requestId: viewer.requestId,
      language: viewer.language,
      entry: entryOf(viewer, { action: 'REFUSE_ALL_EMAIL', customerId }),
      sealed: evidence.sealed,
    });
    return { ...refused, writes: [...refused.writes, ...evidence.keys()] };
  };
  return once(deps, scope, plan, refusalReadings);
}
