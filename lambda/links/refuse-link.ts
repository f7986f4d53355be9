import { refuseByLink } from '../domain/contact/refuse-by-link.ts';
import { DomainError } from '../domain/errors.ts';
import type { LinkKind } from './link-kind.ts';
import type { LinkRequest } from './link-request.ts';
import type { Page } from './page.ts';
import { invalidWords, refusedWords, refuseWords } from './refuse-words.ts';

export type RefuseLinkDeps = Parameters<typeof refuseByLink>[0];

/**
 * Refuses what a mail was sent for, or all mail that can be refused (P2.6). One POST is enough, with whatever body: a mail program's own
 * button sends `List-Unsubscribe=One-Click`, urlencoded or multipart (RFC 8058), the page's buttons send nothing. It can be repeated.
 */
export const refuseLink: LinkKind<RefuseLinkDeps> = {
  async show(deps, request) {
    const tokens = await deps.refusalTokens.ready();
    const said = tokens.read(request.token);
    if (!said) return invalid(request);
    const { language } = request;
    const tokenOfAll = said.purpose === 'ALL' ? undefined : tokens.tokenOf(said.customerId, 'ALL');
    return { state: 'SHOWN', words: refuseWords(language, said.purpose, tokenOfAll) };
  },
  async act(deps, request) {
    const { token, language, isOneClick, requestId, origin } = request;
    // A mail program shows no page: what was read is the mail, in the customer's own language.
    const shown = isOneClick ? {} : { language };
    try {
      const { purpose } = await refuseByLink(deps, { token, ...shown, requestId, origin });
      return { state: 'DONE', words: refusedWords(language, purpose) };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'LINK_INVALID') return invalid(request);
      throw error;
    }
  },
};

const invalid = ({ language }: LinkRequest): Page => ({ state: 'INVALID', words: invalidWords[language] });
