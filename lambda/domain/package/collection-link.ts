import { judgeLinkToken } from '../contact/judge-link-token.ts';
import type { CollectionLink, Disclosure, DisclosurePackage } from '../disclosure/disclosure.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';

export type CollectionDeps = Pick<Ports, 'now' | 'tokens' | 'disclosures'>;

/** A package that somebody came for by its link. */
export interface Collection {
  readonly disclosure: Disclosure;
  readonly sealed: DisclosurePackage;
  readonly link: CollectionLink;
}

/**
 * The package behind a link. A wrong secret is counted at once.
 * @throws DomainError LINK_INVALID, LINK_EXPIRED; LINK_USED once there is a receipt, or the disclosure ended otherwise
 */
export async function collectionOf(deps: CollectionDeps, token: string): Promise<Collection> {
  const { id, subjectId: disclosureId } = await judgeLinkToken(deps, token, ['COLLECT_DISCLOSURE']);
  const disclosure = await deps.disclosures.load(disclosureId);
  const { state, package: sealed, link } = disclosure ?? {};
  if (disclosure && state !== 'SEALED') throw new DomainError('LINK_USED', ['token']);
  if (!disclosure || !sealed || link?.tokenId !== id) throw new DomainError('LINK_INVALID', ['token']);
  if (sealed.expiresAt <= deps.now().toISOString()) throw new DomainError('LINK_EXPIRED', ['token']);
  return { disclosure, sealed, link };
}
