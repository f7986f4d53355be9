import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { uncover } from '../pii.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';

export type UninvolvedDeps = Pick<Ports, 'blindIndex' | 'emails'>;

/** Whether an employee is one of these customers. */
export type Involvement = (customerIds: readonly string[]) => Promise<boolean>;

/**
 * What tells of which customers an employee is one, whatever account or role they came with: the address that their sign-in vouches for is looked
 * up once, with and without its tag, whether they confirmed it as customers or only gave it. Whose sign-in vouches for none cannot be told from
 * any customer.
 * @throws DomainError ADDRESS_NOT_VERIFIED at the path
 */
export async function involvementOf(
  deps: UninvolvedDeps,
  { verifiedEmail }: StaffViewer,
  path: readonly string[],
): Promise<Involvement> {
  if (!verifiedEmail) throw new DomainError('ADDRESS_NOT_VERIFIED', path);
  const index = await deps.blindIndex.ready();
  const each = formsOf(uncover(verifiedEmail)).map((form) => index.allOf('email', form));
  const found = await Promise.all(
    each.map(async (indexes) => {
      const [owner, claimants] = await Promise.all([
        deps.emails.owner(indexes),
        deps.emails.claimants(indexes),
      ]);
      return { indexes, owner, claimants };
    }),
  );
  const own = new Set(found.flatMap(({ owner, claimants }) => [owner ?? [], claimants].flat()));
  // Claims are free to make: behind a page of other people's, the own one is looked for by name.
  const crowded = found.filter(({ claimants }) => claimants.length >= limits.pageSize);
  return async (customerIds) => {
    if (customerIds.some((id) => own.has(id))) return true;
    const claimed = crowded.map(({ indexes }) => deps.emails.isClaimedByAny(indexes, customerIds));
    return (await Promise.all(claimed)).includes(true);
  };
}

/** An address, and what it is without the tag that a mailbox ignores (RFC 5233). */
function formsOf(address: string): readonly string[] {
  const full = emailIndexForm(address);
  const plain = full.replace(/^([^+@]+)\+[^@]*@/, '$1@');
  return plain === full ? [full] : [full, plain];
}
