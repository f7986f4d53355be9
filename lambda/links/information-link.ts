import { readToken } from '../domain/contact/link-token.ts';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import type { Settings } from '../domain/ports/settings.ts';
import { type DeclineByLinkDeps, declineByLink } from '../domain/request/decline-information-request.ts';
import { giveLabel, type InformationPage, informationWords } from './information-words.ts';
import type { LinkKind } from './link-kind.ts';
import type { LinkRequest } from './link-request.ts';
import { linkWords } from './link-words.ts';
import type { Page, PageState } from './page.ts';

export interface InformationLinkDeps extends DeclineByLinkDeps {
  readonly settings: Pick<Settings, 'informationPage'>;
}

const states: Readonly<Record<InformationPage, PageState>> = {
  ASKED: 'SHOWN',
  DECLINED: 'DONE',
  ENDED: 'USED',
  EXPIRED: 'EXPIRED',
  HELD: 'WAITING',
  INVALID: 'INVALID',
};
const refusals: Readonly<Partial<Record<ErrorCode, InformationPage>>> = {
  LINK_INVALID: 'INVALID',
  LINK_EXPIRED: 'EXPIRED',
  LINK_USED: 'ENDED',
  WRONG_STATE: 'ENDED',
  ADDRESS_HELD: 'HELD',
};

/**
 * What a customer was asked for (P1.5): leads to the frontend's page where it is given, and declines by its button. No value is taken here: this
 * page's function holds no key of any class. The page reads nothing, so that whoever opens links in bulk learns nothing of a token, and the
 * token goes on in a fragment, which is in nobody's log.
 */
export const informationLink: LinkKind<InformationLinkDeps> = {
  show({ settings }, request) {
    if (!readToken(request.token)) return notFound(request);
    const { state, words } = pageOf('ASKED', request);
    const href = `${settings.informationPage}${request.token}`;
    return { state, words: { ...words, links: [{ label: giveLabel[request.language], href }] } };
  },
  async act(deps, request) {
    const { token, requestId, origin } = request;
    if (!readToken(token)) return notFound(request);
    try {
      await declineByLink(deps, { token, requestId, origin });
      return pageOf('DECLINED', request);
    } catch (error) {
      const refusal = error instanceof DomainError ? refusals[error.code] : undefined;
      if (!refusal) throw error;
      return pageOf(refusal, request);
    }
  },
};

const pageOf = (name: InformationPage, { language }: LinkRequest): Page => ({
  state: states[name],
  words: informationWords[name][language],
});

const notFound = ({ language }: LinkRequest): Page => ({
  state: 'NOT_FOUND',
  words: linkWords.NOT_FOUND[language],
});
