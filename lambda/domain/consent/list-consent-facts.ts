import { requirePageSize } from '../input/page-size.ts';
import type { ConsentFactPage } from '../ports/consents.ts';
import type { Ports } from '../ports.ts';

/**
 * What a customer agreed to, chose and refused, newest first, with its evidence (P1.3).
 * @throws DomainError INVALID_FORMAT for `first` outside 1 to 50, or a foreign cursor
 */
export async function listConsentFacts(
  deps: Pick<Ports, 'consents'>,
  customerId: string,
  input: { readonly first: number; readonly after: string | undefined },
): Promise<ConsentFactPage> {
  const { first, after } = input;
  requirePageSize(first);
  return deps.consents.page(customerId, first, after);
}
