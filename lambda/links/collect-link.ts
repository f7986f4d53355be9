import { readToken } from '../domain/contact/link-token.ts';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import { type CollectDeps, collectDisclosure } from '../domain/package/collect-disclosure.ts';
import { collectionOf } from '../domain/package/collection-link.ts';
import { confirmReceipt, type ReceiptDeps } from '../domain/package/confirm-receipt.ts';
import { type CollectPage, collectForms, collectWords } from './collect-words.ts';
import type { LinkKind } from './link-kind.ts';
import type { LinkRequest } from './link-request.ts';
import { linkWords } from './link-words.ts';
import type { Page, PageState } from './page.ts';

export type CollectLinkDeps = CollectDeps & ReceiptDeps;

const states: Readonly<Record<CollectPage, PageState>> = {
  ASKED: 'SHOWN',
  GIVEN: 'DONE',
  RECEIVED: 'DONE',
  WRONG_ANSWER: 'INVALID',
  WRONG_RECEIPT: 'INVALID',
  NOT_FETCHED: 'WAITING',
  ENDED: 'USED',
  EXPIRED: 'EXPIRED',
  INVALID: 'INVALID',
};
const refusals: Readonly<Partial<Record<ErrorCode, CollectPage>>> = {
  LINK_INVALID: 'INVALID',
  LINK_EXPIRED: 'EXPIRED',
  LINK_USED: 'ENDED',
  NO_BASIS: 'ENDED',
  WRONG_STATE: 'NOT_FETCHED',
};

/**
 * Collects a disclosure's package (P6.5, P7.1). GET shows the challenge to whoever has the link, and changes nothing. POST takes what it says,
 * decrypted, and gives the package as a file; or the code from inside of it, which is the receipt.
 */
export const collectLink: LinkKind<CollectLinkDeps> = {
  show: (deps, request) =>
    answered(request, async () => {
      const { link } = await collectionOf(deps, request.token);
      const { state, words } = pageOf('ASKED', request);
      const forms = collectForms[request.language];
      const buttons = [
        { label: forms.answerButton, field: { name: 'answer', label: forms.answer } },
        { label: forms.receiptButton, field: { name: 'receipt', label: forms.receipt }, isSecond: true },
      ];
      return { state, words: { ...words, code: { label: forms.challenge, text: link.challenge }, buttons } };
    }),
  act: (deps, request) => {
    const { token, requestId, origin, form } = request;
    const asking = { token, requestId, origin };
    const receiptCode = form.get('receipt');
    if (receiptCode !== null)
      return answered(
        request,
        async () => {
          await confirmReceipt(deps, { ...asking, receiptCode });
          return pageOf('RECEIVED', request);
        },
        'WRONG_RECEIPT',
      );
    return answered(
      request,
      async () => {
        const answer = form.get('answer') ?? '';
        const { disclosureId, jwe } = await collectDisclosure(deps, { ...asking, answer });
        const download = { fileName: `${disclosureId}.jwe`, contentType: 'application/jose', text: jwe };
        return { ...pageOf('GIVEN', request), download };
      },
      'WRONG_ANSWER',
    );
  },
};

/** @param wrong the page for what was written into the form */
async function answered(
  request: LinkRequest,
  make: () => Promise<Page>,
  wrong: CollectPage = 'INVALID',
): Promise<Page> {
  if (!readToken(request.token)) return { state: 'NOT_FOUND', words: linkWords.NOT_FOUND[request.language] };
  try {
    return await make();
  } catch (error) {
    const code = error instanceof DomainError ? error.code : undefined;
    const refusal = code === 'INVALID_FORMAT' ? wrong : code && refusals[code];
    if (!refusal) throw error;
    return pageOf(refusal, request);
  }
}

/** Pages of which another try is the remedy: they lead back. */
const triedAgain: readonly CollectPage[] = ['WRONG_ANSWER', 'WRONG_RECEIPT', 'NOT_FETCHED'];

function pageOf(name: CollectPage, { language }: LinkRequest): Page {
  const words = collectWords[name][language];
  const back = { label: collectForms[language].back, href: `?lang=${language}` };
  return { state: states[name], words: triedAgain.includes(name) ? { ...words, links: [back] } : words };
}
