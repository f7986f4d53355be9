import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import type { LinkToken, LinkTokenPurpose } from '../ports/link-tokens.ts';
import type { Ports } from '../ports.ts';
import { isSecretOf, readToken } from './link-token.ts';

/**
 * The token behind a link, if it is good for one of these purposes. Only the holder of the secret learns more than that a link is not
 * valid; a wrong secret is counted at once.
 * @throws DomainError LINK_INVALID, LINK_USED, LINK_EXPIRED
 */
export async function judgeLinkToken(
  deps: Pick<Ports, 'now' | 'tokens'>,
  given: string,
  purposes: readonly LinkTokenPurpose[],
): Promise<LinkToken> {
  const invalid = new DomainError('LINK_INVALID', ['token']);
  const parts = readToken(given);
  const token = parts && (await deps.tokens.load(parts.id));
  if (!token || token.attempts >= limits.tokenAttempts || !purposes.includes(token.purpose)) throw invalid;
  if (!isSecretOf(token, parts.secret)) {
    await deps.tokens.countAttempt(token.id);
    throw invalid;
  }
  if (token.usedAt !== undefined) throw new DomainError('LINK_USED', ['token']);
  if (Date.parse(token.expiresAt) <= deps.now().getTime()) throw new DomainError('LINK_EXPIRED', ['token']);
  return token;
}
