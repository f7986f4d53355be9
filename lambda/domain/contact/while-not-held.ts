import { DomainError } from '../errors.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';

/**
 * The condition of an act on the word of whoever holds a mail's link: requests from the address are not stopped (P3.6).
 * @throws DomainError ADDRESS_HELD at `token`, LINK_INVALID when there is no such customer any more
 */
export async function whileNotHeld(
  deps: Pick<Ports, 'contactStates'>,
  customerId: string,
): Promise<readonly Write[]> {
  const contact = await deps.contactStates.load(customerId);
  if (!contact) throw new DomainError('LINK_INVALID', ['token']);
  if (contact.isHeld) throw new DomainError('ADDRESS_HELD', ['token']);
  return [deps.contactStates.unchanged(contact)];
}
