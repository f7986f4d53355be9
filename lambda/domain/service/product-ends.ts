import { DomainError } from '../errors.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import type { ServiceTerm } from './service-term.ts';

type Ends = ContactState['products'];

/** They are all in the contact state, which every mail reads. */
const mostProducts = 500;

/**
 * When the last term of each product ends, once a term is changed. The other terms are read only where one of them may now be the last.
 * @param contact read before the terms: what is read after it can only be newer
 * @throws DomainError TOO_LONG at `product` when a customer would have more than 500 products
 */
export async function productEnds(
  deps: Pick<Ports, 'serviceTerms'>,
  contact: ContactState,
  before: ServiceTerm | undefined,
  { customerId, id, product, expiresAt }: Pick<ServiceTerm, 'customerId' | 'id' | 'product' | 'expiresAt'>,
): Promise<Ends> {
  const isSameProduct = before === undefined || before.product === product;
  const ends =
    isSameProduct && expiresAt >= (endOf(contact.products, product) ?? '')
      ? { ...contact.products, [product]: expiresAt }
      : latestEnds([
          ...(await deps.serviceTerms.ofCustomer(customerId)).filter((term) => term.id !== id),
          { product, expiresAt },
        ]);
  if (Object.keys(ends).length > mostProducts) throw new DomainError('TOO_LONG', ['product']);
  return ends;
}

function latestEnds(terms: readonly Pick<ServiceTerm, 'product' | 'expiresAt'>[]): Ends {
  const ends = new Map<string, string>();
  for (const { product, expiresAt } of terms)
    if (expiresAt > (ends.get(product) ?? '')) ends.set(product, expiresAt);
  return Object.fromEntries(ends);
}

/** A product may be called as a member that every object has. */
const endOf = (ends: Ends, product: string): string | undefined =>
  Object.hasOwn(ends, product) ? ends[product] : undefined;
