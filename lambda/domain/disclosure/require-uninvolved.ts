import { DomainError } from '../errors.ts';
import type { StaffViewer } from '../viewer.ts';
import { involvementOf, type UninvolvedDeps } from './involvement.ts';

/**
 * Whoever does anything about a disclosure, or reads what only others may know of a customer, is none of the customers. Whose sign-in vouches for
 * no address does nothing.
 * @param path where the customers stand in the input
 * @throws DomainError INVOLVED, ADDRESS_NOT_VERIFIED at the path
 */
export async function requireUninvolved(
  deps: UninvolvedDeps,
  viewer: StaffViewer,
  customerIds: readonly string[],
  path: readonly string[] = ['id'],
): Promise<void> {
  const isInvolved = await involvementOf(deps, viewer, path);
  if (await isInvolved(customerIds)) throw new DomainError('INVOLVED', path);
}
