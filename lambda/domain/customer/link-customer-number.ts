import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseCustomerReference } from '../input/customer-reference.ts';
import { lookupRows } from '../lookup.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { ServiceViewer } from '../viewer.ts';
import { numberSealedAt } from './customer-numbers.ts';

/**
 * A service links the number under which its system knows a customer. The number is looked up by a blind index and kept sealed: systems have
 * been known to use phone numbers as customer numbers.
 * @throws DomainError input issues, NOT_FOUND, REFERENCE_TAKEN
 */
export async function linkCustomerNumber(
  deps: Pick<
    Ports,
    'now' | 'random' | 'commit' | 'sealing' | 'blindIndex' | 'customers' | 'references' | 'idempotency'
  >,
  viewer: ServiceViewer,
  call: { idempotencyKey: string; customerId: string; system: unknown; number: unknown },
): Promise<{ customerId: string }> {
  const reference = parseCustomerReference({ system: call.system, number: call.number });
  const { idempotencyKey, customerId } = call;
  const scope = {
    caller: `service:${viewer.clientId}`,
    operation: 'linkCustomerReference',
    idempotencyKey,
    input: { ...reference, customerId },
  };
  return once(deps, scope, async () => {
    const [loaded] = await deps.customers.load([customerId]);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    const index = await deps.blindIndex.ready();
    const sealing = await deps.sealing.ready(['contact'], [loaded.keyring]);
    const indexes = index.allOf('reference', `${reference.system} ${reference.number}`);
    const [id] = indexes;
    const sealed = sealing.seal(loaded.keyring, numberSealedAt(id), reference);
    const rows = lookupRows(index, 'REFERENCE', indexes, customerId);
    return {
      writes: deps.references.insert(rows, { customerId, id, sealed, linkedAt: deps.now() }),
      audit: [entryOf(viewer, { action: 'LINK_CUSTOMER_REFERENCE', outcome: 'ALLOWED', customerId })],
      result: { customerId },
    };
  });
}
