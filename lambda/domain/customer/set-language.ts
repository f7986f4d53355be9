import { entryOf } from '../audit/entry.ts';
import { acceptanceByUse, type ByUseDeps } from '../consent/acceptance-by-use.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer, Language } from '../viewer.ts';
import { requireCustomer, requireOwnCustomerId } from './own-customer.ts';

/**
 * The language that CloudFly speaks to the customer in, mails included.
 * @throws DomainError NOT_REGISTERED
 */
export async function setLanguage(
  deps: ByUseDeps & Pick<Ports, 'commit' | 'blindIndex' | 'customers' | 'bindings' | 'idempotency'>,
  viewer: CustomerViewer,
  call: { idempotencyKey: string; language: Language },
): Promise<{ customerId: string }> {
  const customerId = await requireOwnCustomerId(deps, viewer);
  const { idempotencyKey, language } = call;
  const scope = {
    caller: `customer:${customerId}`,
    operation: 'setLanguage',
    idempotencyKey,
    input: language,
  };
  return once(deps, scope, async () => {
    const loaded = await requireCustomer(deps, customerId);
    const { customer, keyring } = loaded;
    const byUse = await acceptanceByUse(deps, viewer, loaded, 'setLanguage');
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [
        deps.customers.replace(customer, { ...customer, version: customer.version + 1, language }),
        ...byUse,
        ...(keys ? [keys] : []),
      ],
      audit: [entryOf(viewer, { action: 'SET_LANGUAGE', outcome: 'ALLOWED', customerId })],
      result: { customerId },
    };
  });
}
