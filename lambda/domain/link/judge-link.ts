import { domainToUnicode } from 'node:url';
import { ledTo } from './led-to.ts';
import { looksLikeOneOf } from './looks-like.ts';
import type { OwnSites } from './own-sites.ts';
import { mixesScripts } from './scripts.ts';
import { hostOf, type LinkRefusal, readWebLink } from './web-link.ts';

/** What a reader should know of a host before going there. */
export const hostWarnings = ['MIXED_SCRIPTS', 'LOOKS_LIKE_OURS', 'USER_INFO', 'NUMERIC'] as const;
export type HostWarning = (typeof hostWarnings)[number];

/** A host as it is shown. */
export interface ShownHost {
  /** Punycode where it is not ASCII: what the browser really asks for. */
  readonly ascii: string;
  readonly unicode: string;
  readonly warnings: readonly HostWarning[];
}

export interface LinkVerdict {
  /** Set: the link is not to be opened, and the rest says nothing. */
  readonly refusal: LinkRefusal | undefined;
  readonly isOurs: boolean;
  /** The address to open, in one form and without what stood before its host. */
  readonly url: string | undefined;
  /** Where it ends, as far as it can be told. */
  readonly host: ShownHost | undefined;
  /** The link itself is to one of our sites, and leads on. */
  readonly isRedirect: boolean;
}

/**
 * Whose a link is (P5.1, P5.2): one answer for pages, mails and campaigns. Ours is an http or https address whose host is one of our sites
 * or below one, whatever its port, with nothing before its host and no address of another site within it.
 */
export function judgeLink(text: string, own: OwnSites): LinkVerdict {
  const link = readWebLink(text);
  if (typeof link === 'string')
    return { refusal: link, isOurs: false, url: undefined, host: undefined, isRedirect: false };
  const { url, hadUserInfo } = link;
  const host = hostOf(url);
  const verdict = { refusal: undefined, url: url.href };
  const onwards = own.has(host) ? ledTo(url, own) : undefined;
  const shown = onwards ? (onwards.host ?? host) : host;
  return {
    ...verdict,
    isOurs: own.has(host) && !hadUserInfo && !onwards,
    host: showHost(shown, own, hadUserInfo),
    isRedirect: onwards !== undefined,
  };
}

/** Whether a link leaves our sites, and is shown with its notice. What is no web address leaves them, too. */
export function createOffSiteTest(own: OwnSites): (link: string) => boolean {
  return (link) => !judgeLink(link, own).isOurs;
}

function showHost(ascii: string, own: OwnSites, hadUserInfo: boolean): ShownHost {
  const unicode = domainToUnicode(ascii) || ascii;
  const found: Readonly<Record<HostWarning, boolean>> = {
    MIXED_SCRIPTS: mixesScripts(unicode),
    LOOKS_LIKE_OURS: !own.has(ascii) && looksLikeOneOf(unicode, own.names),
    USER_INFO: hadUserInfo,
    NUMERIC: /^\[|^[\d.]+$/.test(ascii),
  };
  return { ascii, unicode, warnings: hostWarnings.filter((warning) => found[warning]) };
}
