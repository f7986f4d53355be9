/** Something in a text that a browser may take for an address. */
export interface Address {
  /**
   * WEB: a scheme of the web and slashes; WEB_BARE: such a scheme alone, which browsers take for the same; OTHER: another scheme and a
   * slash; SLASHES: two slashes alone, with the scheme of the page.
   */
  readonly kind: 'WEB' | 'WEB_BARE' | 'OTHER' | 'SLASHES';
  /** All up to the next slash, `?` or `#`, as browsers read it. */
  readonly authority: string;
  /** The character before it; empty at the beginning. */
  readonly before: string;
}

/** Bounds what is read again for each address, and with it the time. A name has 253 characters at most (RFC 1035, 2.3.4). */
const longestAuthority = 400;

/** Whether its end was not seen. */
export const isOverlong = (authority: string): boolean => authority.length >= longestAuthority;

/**
 * Every address in a text, wherever it begins. Slashes lean either way, as many as there are; the plus is left out of schemes, for it is
 * also a space. What is read ahead of an address is searched again, as another may lie within.
 */
export function* addressesIn(text: string): Generator<Address> {
  const pattern = /(?:(https?|(?<![\w.-])(?:wss?|ftp)):([\\/]*)|([a-z][a-z0-9.-]{0,30}):[\\/]+|[\\/]{2,})/gi;
  const authority = new RegExp(`[^\\\\/?#]{0,${longestAuthority}}`, 'y');
  for (const { 0: found, 1: web, 2: slashes, 3: other, index } of text.matchAll(pattern)) {
    authority.lastIndex = index + found.length;
    yield {
      kind: web ? (slashes === '' ? 'WEB_BARE' : 'WEB') : other ? 'OTHER' : 'SLASHES',
      authority: authority.exec(text)?.[0] ?? '',
      before: text.slice(Math.max(0, index - 1), index),
    };
  }
}

/** Schemes that run something, open a file, or wrap an address, and need no slash for it. Others are not told from an id with a colon. */
const opaque =
  /(?<![\w.-])(?:javascript|vbscript|livescript|data|blob|file|filesystem|feed|view-source|intent|jar|mhtml|search-ms|ms-[a-z-]{1,30}):/i;

export const hasOpaqueScheme = (text: string): boolean => opaque.test(text);
