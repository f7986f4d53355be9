import type { OwnSites } from './own-sites.ts';
import { hostOf } from './web-link.ts';

/** Addresses within addresses that are followed, and encodings of one text that are taken off. */
const deepest = 3;
const web = new Set(['http:', 'https:', 'ftp:', 'ws:', 'wss:']);
const active = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:']);

/** Where a page of ours may send the reader on to. Host undefined: no host, but code or a file. */
export interface LedTo {
  readonly host: string | undefined;
}

/**
 * Whether a link to one of our own sites leads on elsewhere, as `https://cloudfly.vn/redirect?url=…` does: an absolute address of
 * another site, or a scheme that runs something, in its query, its fragment or its path, encoded once or more. What a site does with it
 * is not known here; it is taken for leaving.
 */
export function ledTo(link: URL, own: OwnSites, depth = deepest): LedTo | undefined {
  for (const text of textsIn(link))
    for (const form of decodings(text)) {
      const found = elsewhere(form, link, own, depth);
      if (found) return found;
    }
  return undefined;
}

/** What stands in a link that may be an address. */
function textsIn({ pathname, search, hash }: URL): readonly string[] {
  const query = hash.includes('?') ? hash.slice(hash.indexOf('?') + 1) : hash.slice(1);
  const pairs = [...new URLSearchParams(search), ...new URLSearchParams(query)].flat();
  const inPath = decodings(pathname).flatMap((path) => [
    ...(/^[\\/]{2}/.test(path) ? [path] : []),
    ...(/(?:https?|ftp|javascript|data):.*$/is.exec(path) ?? []),
  ]);
  return [...pairs, search.slice(1), hash.slice(1), ...inPath];
}

function decodings(text: string): readonly string[] {
  const forms = [text];
  for (let n = 0; n < deepest; n++) {
    const last = forms.at(-1) ?? '';
    const next = decoded(last);
    if (next === last) break;
    forms.push(next);
  }
  return forms;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function elsewhere(text: string, base: URL, own: OwnSites, depth: number): LedTo | undefined {
  // As browsers read an address: without spaces and controls before it, and without breaks in it.
  const address = text.replace(/^[\p{Cc}\p{Z}]+/u, '').replace(/[\t\r\n]/g, '');
  if (!/^(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(address)) return undefined;
  for (const url of [URL.parse(address), URL.parse(address, base)]) {
    if (!url) continue;
    if (active.has(url.protocol)) return { host: undefined };
    if (!web.has(url.protocol)) continue;
    const host = hostOf(url);
    if (!own.has(host) || url.username !== '' || url.password !== '') return { host };
    const onwards = depth > 0 && url.href !== base.href ? ledTo(url, own, depth - 1) : undefined;
    if (onwards) return onwards;
  }
  return undefined;
}
