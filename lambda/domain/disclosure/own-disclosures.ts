import { type AskedPage, pageOfSome } from '../page-of-some.ts';
import type { DuePage } from '../ports/jobs.ts';
import type { Ports } from '../ports.ts';
import type { CustomerDisclosure } from './disclosure.ts';
import { isWithheld } from './withheld.ts';

/**
 * Whether a customer may know of a disclosure now: once something of theirs has left for the recipient, or from its beginning where it stands on the
 * permission they gave themselves; and not before the day that a lawful order names. What is only being prepared for somebody else, or never
 * left, would tell of an inquiry and nothing that was given.
 */
export const isTold = (
  { basis, result, withheldUntil }: Pick<CustomerDisclosure, 'basis' | 'result' | 'withheldUntil'>,
  now: Date,
): boolean => (result === 'GIVEN' || basis === 'PERMISSION') && !isWithheld(withheldUntil, now);

/**
 * Whether a customer may know that somebody looked at them for a disclosure, or before one: from the day on that its order names, and where it names
 * none once it is over, whatever it came to. Nothing of the disclosure itself is told by it.
 */
export const isLookToldOf = (
  { withheldUntil, isOver }: { readonly withheldUntil: string | undefined; readonly isOver: boolean },
  now: Date,
): boolean => (withheldUntil === undefined ? isOver : !isWithheld(withheldUntil, now));

/**
 * A page of the disclosures of a customer's own information that the customer may know of, newest first; any other is as if there were none (P1.6,
 * P6.5).
 * @throws DomainError INVALID_FORMAT at `first`, CURSOR_INVALID at `after`
 */
export function ownDisclosurePage(
  deps: Pick<Ports, 'disclosures' | 'now'>,
  customerId: string,
  asked: AskedPage,
): Promise<DuePage<CustomerDisclosure>> {
  const now = deps.now();
  return pageOfSome(asked, async (after, most) => {
    const { items, end, hasNextPage } = await deps.disclosures.pageOfCustomer(customerId, most, after);
    return { shown: items.filter(({ node }) => isTold(node, now)), next: hasNextPage ? end : undefined };
  });
}

/** All of them, for a copy. */
export async function ownDisclosures(
  deps: Pick<Ports, 'disclosures' | 'now'>,
  customerId: string,
): Promise<readonly CustomerDisclosure[]> {
  const now = deps.now();
  return (await deps.disclosures.ofCustomer(customerId)).filter((one) => isTold(one, now));
}
