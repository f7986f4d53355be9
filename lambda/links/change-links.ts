import { type ConfirmChangeDeps, confirmEmailChange } from '../domain/contact/confirm-email-change.ts';
import { readToken } from '../domain/contact/link-token.ts';
import { stopEmailChange } from '../domain/contact/stop-email-change.ts';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import { type ChangePage, changeWords } from './change-words.ts';
import type { LinkKind } from './link-kind.ts';
import type { LinkRequest } from './link-request.ts';
import { linkWords } from './link-words.ts';
import type { Page, PageState } from './page.ts';

export type ChangeLinksDeps = ConfirmChangeDeps;

const states: Readonly<Record<ChangePage, PageState>> = {
  ASK: 'SHOWN',
  ASK_OLD: 'SHOWN',
  CONFIRMED: 'DONE',
  AGREED: 'DONE',
  READY: 'DONE',
  STOPPED: 'DONE',
  SWITCHED: 'USED',
  EXPIRED: 'EXPIRED',
  HELD: 'WAITING',
  INVALID: 'INVALID',
};
const refusals: Readonly<Partial<Record<ErrorCode, ChangePage>>> = {
  LINK_INVALID: 'INVALID',
  LINK_EXPIRED: 'EXPIRED',
  LINK_USED: 'SWITCHED',
  ADDRESS_HELD: 'HELD',
};

/** Says yes to a change of address (P3.5): the new address with its own link, the old one by the second button of the other page. */
export const confirmChangeLink: LinkKind<ChangeLinksDeps> = {
  show: (_, request) => (readToken(request.token) ? pageOf('ASK', request) : notFound(request)),
  act: (deps, request) =>
    answer(request, async () => {
      const { by, isReady } = await confirmEmailChange(deps, request);
      if (isReady) return 'READY';
      return by === 'NEW' ? 'CONFIRMED' : 'AGREED';
    }),
};

/** What the old address is asked: to stop the change, or to let it happen at once (P3.5). Neither page reads anything: scanners open links. */
export const stopChangeLink: LinkKind<ChangeLinksDeps> = {
  show(_, request) {
    if (!readToken(request.token)) return notFound(request);
    const { state, words } = pageOf('ASK_OLD', request);
    const { token, language } = request;
    const [stop, ...others] = words.buttons ?? [];
    const atOnce = { action: `../confirm-change/${token}?lang=${language}`, isSecond: true };
    const buttons = [...(stop ? [stop] : []), ...others.map((button) => ({ ...button, ...atOnce }))];
    return { state, words: { ...words, buttons } };
  },
  act: (deps, request) =>
    answer(request, async () => {
      await stopEmailChange(deps, request);
      return 'STOPPED';
    }),
};

async function answer(request: LinkRequest, act: () => Promise<ChangePage>): Promise<Page> {
  if (!readToken(request.token)) return notFound(request);
  try {
    return pageOf(await act(), request);
  } catch (error) {
    const refusal = error instanceof DomainError ? refusals[error.code] : undefined;
    if (!refusal) throw error;
    return pageOf(refusal, request);
  }
}

const pageOf = (name: ChangePage, { language }: LinkRequest): Page => ({
  state: states[name],
  words: changeWords[name][language],
});

const notFound = ({ language }: LinkRequest): Page => ({
  state: 'NOT_FOUND',
  words: linkWords.NOT_FOUND[language],
});
