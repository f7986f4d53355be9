/** Why a link is not to be opened at all. */
export const linkRefusals = ['MALFORMED', 'UNSAFE_CHARACTER', 'NOT_WEB'] as const;
export type LinkRefusal = (typeof linkRefusals)[number];

/** Longest link taken, in UTF-16 units. */
export const longestLink = 2048;

/**
 * What readers and browsers see differently: control and format characters (bidirectional overrides, zero width, soft hyphen), line
 * separators, white space, half a surrogate pair, and the backslash, which browsers take for a slash.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\\]/u;
const web = /^https?:\/\//i;
const scheme = /^[a-z][a-z0-9+.-]*:/i;

/** A web address in one form, and what it said before its host. */
export interface WebLink {
  readonly url: URL;
  /** It had a name or a password before its host, as in `https://cloudfly.vn@elsewhere.example`; taken out of `url`. */
  readonly hadUserInfo: boolean;
}

/** Reads an absolute http or https address as browsers do (WHATWG URL), without what misleads. */
export function readWebLink(text: string): WebLink | LinkRefusal {
  const link = text.replace(/^ +| +$/g, '');
  if (unsafe.test(link)) return 'UNSAFE_CHARACTER';
  if (link.length > longestLink) return 'MALFORMED';
  if (!web.test(link)) return scheme.test(link) && !/^https?:/i.test(link) ? 'NOT_WEB' : 'MALFORMED';
  const url = URL.parse(link);
  if (!url || hostOf(url) === '') return 'MALFORMED';
  const authority = /^https?:\/\/([^/?#]*)/i.exec(link)?.[1] ?? '';
  url.username = '';
  url.password = '';
  return { url, hadUserInfo: authority.includes('@') };
}

/** A host as it is compared: ASCII, lower case, without the dot that ends a full name. Empty when a part of it is. */
export function hostOf({ hostname }: URL): string {
  const host = hostname.replace(/\.$/, '');
  return host.split('.').includes('') ? '' : host;
}
