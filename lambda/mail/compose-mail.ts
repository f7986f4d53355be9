import { holdsForeignAddress } from '../domain/input/own-sites.ts';
import { createOffSiteTest } from '../domain/link/judge-link.ts';
import { ourSites } from '../domain/link/our-sites.ts';
import type { ComposeMail, Letter } from '../domain/mail/letter.ts';
import { uncover } from '../domain/pii.ts';
import type { Now } from '../domain/ports/now.ts';
import { automationOf } from './automation.ts';
import type { Frame } from './frame.ts';
import { buildMime } from './mime.ts';
import { type RefusalLinks, refusalMailbox, refusalPage } from './refusal-links.ts';
import { renderMail } from './render-mail.ts';
import { subaddress } from './subaddress.ts';

export interface MailComposerDeps {
  readonly now: Now;
  /** Sender of every mail, `Name <address>`. */
  readonly from: string;
  /** Who that is, as the foot of every mail says: name, postal address, phone, site. */
  readonly sender: readonly string[];
  /** Base address of the pages behind links. */
  readonly linksUrl: string;
  /** Takes refusals by mail. */
  readonly refusalAddress: string;
  /** Takes what people write; the reference of a request stands behind it. */
  readonly supportAddress: string;
  /** Domains of CloudFly's own sites. */
  readonly ownSites: readonly string[];
}

export function createMailComposer(deps: MailComposerDeps): ComposeMail {
  return async (letter) => {
    const { mail, to, filled } = letter;
    const { template, variables } = uncover(filled);
    const rendered = await renderMail(template, mail.language, variables, frameOf(deps, letter));
    return buildMime({
      from: deps.from,
      to: uncover(to),
      mailId: mail.id,
      requestId: mail.requestId,
      date: deps.now(),
      rendered,
      refusing: linksOf(deps, letter),
      replyTo: replyTo(deps, letter),
      automation: automationOf(template),
      isBulk: mail.campaignId !== undefined,
    });
  };
}

/** What answers a mail about a request comes back with its reference, in lower case as mail servers like it. */
function replyTo(deps: MailComposerDeps, { mail: { reference } }: Letter): string | undefined {
  return reference === undefined ? undefined : subaddress(deps.supportAddress, reference.toLowerCase());
}

function frameOf(deps: MailComposerDeps, { mail, refusing }: Letter): Frame {
  const { linksUrl, ownSites, sender } = deps;
  return {
    sender,
    advertising: mail.advertising,
    ...(mail.reference !== undefined && { reference: mail.reference }),
    refusing: refusing && {
      purpose: refusing.purpose,
      page: refusalPage(linksUrl, refusing.token),
      pageOfAll: refusalPage(linksUrl, refusing.tokenOfAll),
    },
    isOffSite: createOffSiteTest(ourSites({ ownSites, linksUrl })),
    // Ours with either scheme of the web, as everywhere in mails and pages.
    holdsOffSite: (words) =>
      holdsForeignAddress(words.replace(/http:\/\//gi, 'https://'), ownSites, [linksUrl]),
  };
}

function linksOf(deps: MailComposerDeps, { refusing }: Letter): RefusalLinks | undefined {
  if (!refusing) return undefined;
  const { token } = refusing;
  return { page: refusalPage(deps.linksUrl, token), mailbox: refusalMailbox(deps.refusalAddress, token) };
}
