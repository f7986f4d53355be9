import type { Ports } from '../ports.ts';
import type { CustomerDisclosure } from './disclosure.ts';

/**
 * Whether a customer may know of a disclosure now: once something of theirs has left for the recipient, or from its beginning where it stands on the
 * permission they gave themselves; and not before the day that a lawful order names. What is only being prepared for somebody else, or never
 * left, would tell of an inquiry and nothing that was given.
 */
export const isTold = (
  { basis, result, withheldUntil }: Pick<CustomerDisclosure, 'basis' | 'result' | 'withheldUntil'>,
  now: Date,
): boolean =>
  (result === 'GIVEN' || basis === 'PERMISSION') &&
  (withheldUntil === undefined || withheldUntil <= now.toISOString());

/** Disclosures of a customer's own information that the customer may know of, newest first; any other is as if there were none (P1.6, P6.5). */
export async function ownDisclosures(
  deps: Pick<Ports, 'disclosures' | 'now'>,
  customerId: string,
): Promise<readonly CustomerDisclosure[]> {
  const now = deps.now();
  return (await deps.disclosures.ofCustomer(customerId)).filter((one) => isTold(one, now));
}
