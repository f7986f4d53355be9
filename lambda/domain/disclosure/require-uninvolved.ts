import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { uncover } from '../pii.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';

export type UninvolvedDeps = Pick<Ports, 'blindIndex' | 'emails'>;

/**
 * Whoever does anything about a disclosure is no customer in it, whatever account or role they came with: the address that their sign-in vouches
 * for is looked up among the customers, with and without its tag, whether they confirmed it as customers or only gave it. Whose sign-in vouches
 * for none cannot be told from a customer, and does nothing.
 * @param path where the customers stand in the input
 * @throws DomainError INVOLVED, ADDRESS_NOT_VERIFIED at the path
 */
export async function requireUninvolved(
  deps: UninvolvedDeps,
  { verifiedEmail }: StaffViewer,
  customerIds: readonly string[],
  path: readonly string[] = ['id'],
): Promise<void> {
  if (!verifiedEmail) throw new DomainError('ADDRESS_NOT_VERIFIED', path);
  const index = await deps.blindIndex.ready();
  for (const form of formsOf(uncover(verifiedEmail))) {
    const indexes = index.allOf('email', form);
    const [owner, claimants] = await Promise.all([
      deps.emails.owner(indexes),
      deps.emails.claimants(indexes),
    ]);
    const own = owner === undefined ? claimants : [owner, ...claimants];
    if (own.some((id) => customerIds.includes(id))) throw new DomainError('INVOLVED', path);
    // Claims are free to make: behind a page of other people's, the own one is looked for by name.
    const isFull = claimants.length >= limits.pageSize;
    if (isFull && (await deps.emails.isClaimedByAny(indexes, customerIds)))
      throw new DomainError('INVOLVED', path);
  }
}

/** An address, and what it is without the tag that a mailbox ignores (RFC 5233). */
function formsOf(address: string): readonly string[] {
  const full = emailIndexForm(address);
  const plain = full.replace(/^([^+@]+)\+[^@]*@/, '$1@');
  return plain === full ? [full] : [full, plain];
}
