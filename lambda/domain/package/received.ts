import type { Disclosure, DisclosurePackage } from '../disclosure/disclosure.ts';
import { ending } from '../disclosure/end-disclosure.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';

/**
 * A package that somebody has proven to have received is collected, and destroyed here.
 * @param prove throws for what is no receipt of the package
 * @throws DomainError WRONG_STATE at `id` when it was never fetched
 */
export function received(
  deps: Pick<Ports, 'jobs' | 'now'>,
  before: Disclosure,
  by: string,
  prove: (sealed: DisclosurePackage) => void,
) {
  const { state, handedOutAt, package: sealed } = before;
  if (state !== 'SEALED' || handedOutAt === undefined || !sealed)
    throw new DomainError('WRONG_STATE', ['id']);
  prove(sealed);
  return ending(deps, before, 'COLLECTED', { by, collectedAt: deps.now().toISOString() });
}
