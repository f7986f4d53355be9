import { entryOf } from '../audit/entry.ts';
import { customerOfNumber } from '../customer/customer-numbers.ts';
import { fieldsNamed, refuseConsideration } from '../disclosure/refuse-consideration.ts';
import { customerReference } from '../input/customer-reference.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { ServiceViewer } from '../viewer.ts';
import type { GivenPaymentDisclosure } from './parse-payment-disclosure.ts';

/**
 * Refuses what a service says it gets something for (P1.7), once for each key, whatever else is wrong with it; whose it was to be is in the audit
 * trail where it is known.
 * @throws DomainError CONSIDERATION_REFUSED at `consideration`
 */
export async function refuseAsPaid(
  deps: Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'references' | 'idempotency'>,
  viewer: ServiceViewer,
  { idempotencyKey, ...input }: GivenPaymentDisclosure & { readonly idempotencyKey: string },
): Promise<never> {
  const caller = `service:${viewer.clientId}`;
  const scope = { caller, operation: 'discloseForPayment', idempotencyKey, input };
  return once<never>(deps, scope, async () => {
    const number = customerReference(input.customer, [], []);
    const customerId = input.customerId ?? (number && (await customerOfNumber(deps, number)));
    const facts = { action: 'DISCLOSE_FOR_PAYMENT', view: 'value', purpose: 'PAYMENT' } as const;
    const whose = customerId ? { customerId } : {};
    return refuseConsideration(
      deps,
      entryOf(viewer, { ...facts, ...whose, fields: fieldsNamed(input.fields) }),
    );
  });
}
