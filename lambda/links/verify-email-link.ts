import { readToken } from '../domain/contact/link-token.ts';
import { type VerifyEmailDeps, verifyEmail } from '../domain/contact/verify-email.ts';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import type { LinkKind } from './link-kind.ts';
import type { LinkRequest } from './link-request.ts';
import { linkWords } from './link-words.ts';
import type { Page, PageState } from './page.ts';
import { type VerifyEmailPage, verifyEmailWords } from './verify-email-words.ts';

export type VerifyEmailLinkDeps = VerifyEmailDeps;

const states: Readonly<Record<VerifyEmailPage, PageState>> = {
  CONFIRM: 'SHOWN',
  CONFIRMED: 'DONE',
  ALREADY_CONFIRMED: 'DONE',
  USED: 'USED',
  EXPIRED: 'EXPIRED',
  INVALID: 'INVALID',
};
const refusals: Readonly<Partial<Record<ErrorCode, VerifyEmailPage>>> = {
  LINK_INVALID: 'INVALID',
  LINK_EXPIRED: 'EXPIRED',
  LINK_USED: 'USED',
  ALREADY_VERIFIED: 'ALREADY_CONFIRMED',
};

/** Confirms an address (P3.2). The page reads nothing, so that whoever opens links in bulk learns nothing of a token. */
export const verifyEmailLink: LinkKind<VerifyEmailLinkDeps> = {
  show: (_, request) => (readToken(request.token) ? pageOf('CONFIRM', request) : notFound(request)),
  async act(deps, request) {
    const { token, requestId, origin } = request;
    if (!readToken(token)) return notFound(request);
    try {
      await verifyEmail(deps, { token, requestId, origin });
      return pageOf('CONFIRMED', request);
    } catch (error) {
      const refusal = error instanceof DomainError ? refusals[error.code] : undefined;
      if (!refusal) throw error;
      return pageOf(refusal, request);
    }
  },
};

const pageOf = (name: VerifyEmailPage, { language }: LinkRequest): Page => ({
  state: states[name],
  words: verifyEmailWords[name][language],
});

const notFound = ({ language }: LinkRequest): Page => ({
  state: 'NOT_FOUND',
  words: linkWords.NOT_FOUND[language],
});
