import type { Ports } from '../domain/ports.ts';
import type { TablesGate } from '../domain/restore/tables-gate.ts';
import { type ChangeLinksDeps, confirmChangeLink, stopChangeLink } from './change-links.ts';
import { type CollectLinkDeps, collectLink } from './collect-link.ts';
import { type InformationLinkDeps, informationLink } from './information-link.ts';
import type { LinkKind } from './link-kind.ts';
import { type PageAnswer, pageAnswer } from './link-page.ts';
import type { LinkRequest } from './link-request.ts';
import { linkWords } from './link-words.ts';
import type { Page } from './page.ts';
import { type PolicyLinkDeps, policyLink } from './policy-link.ts';
import { type RefuseLinkDeps, refuseLink } from './refuse-link.ts';
import { type VerifyEmailLinkDeps, verifyEmailLink } from './verify-email-link.ts';

export type AnswerLinkDeps = VerifyEmailLinkDeps &
  ChangeLinksDeps &
  InformationLinkDeps &
  CollectLinkDeps &
  RefuseLinkDeps &
  PolicyLinkDeps &
  Pick<Ports, 'log'> & { readonly tables: Pick<TablesGate, 'require'> };

/** The kinds of links, by the first segment of their address. */
const kinds: ReadonlyMap<string, LinkKind<AnswerLinkDeps>> = new Map<string, LinkKind<AnswerLinkDeps>>([
  ['verify-email', verifyEmailLink],
  ['confirm-change', confirmChangeLink],
  ['stop-change', stopChangeLink],
  ['information', informationLink],
  ['collect', collectLink],
  ['refuse', refuseLink],
  ['policy', policyLink],
]);

/**
 * The page behind a link in a mail. GET and HEAD show, POST acts. Neither the token nor anything of the customer is in a log line.
 */
export async function answerLink(deps: AnswerLinkDeps, request: LinkRequest): Promise<PageAnswer> {
  const { method, purpose, language, requestId } = request;
  const kind = kinds.get(purpose);
  const isRead = method === 'GET' || method === 'HEAD';
  const common = (state: 'NOT_FOUND' | 'NOT_ALLOWED' | 'TRY_AGAIN'): Page => ({
    state,
    words: linkWords[state][language],
  });
  const act = isRead ? kind?.show : method === 'POST' ? kind?.act : undefined;
  let page = common(kind ? 'NOT_ALLOWED' : 'NOT_FOUND');
  try {
    if (act) {
      await deps.tables.require();
      page = await act(deps, request);
    }
  } catch (error) {
    deps.log.error('link_failed', { requestId }, error);
    page = common('TRY_AGAIN');
  }
  const answer = pageAnswer(page, language, kind?.act ? 'GET, HEAD, POST' : 'GET, HEAD');
  if (act && method === 'POST' && page.state !== 'NOT_FOUND') {
    const route = `POST /links/${purpose}/{token}`;
    deps.log.info('link_followed', { requestId, route, status: answer.statusCode, state: page.state });
  }
  return method === 'HEAD' ? { ...answer, body: '' } : answer;
}
