import { readToken } from '../domain/contact/link-token.ts';
import { type VerifyEmailDeps, verifyEmail } from '../domain/contact/verify-email.ts';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import type { Ports } from '../domain/ports.ts';
import { type PageAnswer, pageAnswer } from './link-page.ts';
import type { LinkRequest } from './link-request.ts';
import type { PageName } from './link-words.ts';

const refusals: Readonly<Partial<Record<ErrorCode, PageName>>> = {
  LINK_INVALID: 'INVALID',
  LINK_EXPIRED: 'EXPIRED',
  LINK_USED: 'USED',
  ALREADY_VERIFIED: 'ALREADY_CONFIRMED',
};

/**
 * The page behind a link in a mail. GET and HEAD show a button and neither read nor change anything, so that a mail scanner that opens
 * every link confirms nothing and learns nothing; POST acts. Neither the token nor anything of the customer is in a page or a log line.
 */
export async function answerLink(
  deps: VerifyEmailDeps & Pick<Ports, 'log'>,
  request: LinkRequest,
): Promise<PageAnswer> {
  const { method, purpose, language, requestId } = request;
  const shown = purpose !== 'verify-email' || !readToken(request.token) ? 'NOT_FOUND' : 'CONFIRM';
  if (method === 'GET') return pageAnswer(shown, language);
  if (method === 'HEAD') return { ...pageAnswer(shown, language), body: '' };
  if (method !== 'POST') return pageAnswer('NOT_ALLOWED', language);
  if (shown === 'NOT_FOUND') return pageAnswer(shown, language);

  const outcome = await confirm(deps, request);
  const answer = pageAnswer(outcome, language);
  deps.log.info('link_followed', {
    requestId,
    route: 'POST /links/verify-email/{token}',
    status: answer.statusCode,
    state: outcome,
  });
  return answer;
}

async function confirm(
  deps: VerifyEmailDeps & Pick<Ports, 'log'>,
  { token, requestId, origin }: LinkRequest,
): Promise<PageName> {
  try {
    await verifyEmail(deps, { token, requestId, origin });
    return 'CONFIRMED';
  } catch (error) {
    const refusal = error instanceof DomainError ? refusals[error.code] : undefined;
    if (refusal) return refusal;
    deps.log.error('link_failed', { requestId }, error);
    return 'TRY_AGAIN';
  }
}
