import { DomainError } from '../errors.ts';
import { findByToken } from './find-asked.ts';
import type { InformationRequest } from './information-request.ts';

/**
 * What the mail behind a token asked for, whatever became of it: for the page that whoever holds the link fills in (P1.5). Undefined for a link
 * that is not valid, or whose time is over.
 */
export async function askedByToken(
  deps: Parameters<typeof findByToken>[0],
  token: string,
): Promise<InformationRequest | undefined> {
  try {
    return (await findByToken(deps, token)).asked;
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'LINK_INVALID' || error.code === 'LINK_EXPIRED'))
      return undefined;
    throw error;
  }
}
