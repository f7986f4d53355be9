import { type Address, addressesIn, hasOpaqueScheme, isOverlong } from './addresses-in.ts';
import { decodings } from './decodings.ts';
import type { OwnSites } from './own-sites.ts';
import { hostOf } from './web-link.ts';

/** Where a page of ours may send the reader on to. Host undefined: no host that can be told, or code or a file. */
export interface LedTo {
  readonly host: string | undefined;
}

/**
 * Whether a link to one of our own sites leads on elsewhere, as `https://cloudfly.vn/redirect?url=…` does: anywhere in its path, its query
 * or its fragment, encoded or not, an address of another site, or a scheme that is not the web's. What a site does with it is not known
 * here; it is taken for leaving, and so is what is encoded too deep to be seen. Time grows with the link's length alone.
 */
export function ledTo(link: URL, own: OwnSites): LedTo | undefined {
  for (const { text, isPath } of textsIn(link)) {
    const forms = decodings(text);
    if (!forms) return { host: undefined };
    for (const form of forms) {
      for (const address of addressesIn(form)) {
        const found = elsewhere(address, own, isPath);
        if (found) return found;
      }
      if (hasOpaqueScheme(form)) return { host: undefined };
    }
  }
  return undefined;
}

interface Part {
  readonly text: string;
  readonly isPath: boolean;
}

/** The parts of a link that no host reaches beyond: `&` ends one, unless the whole query may be an address itself. */
function textsIn({ pathname, search, hash }: URL): readonly Part[] {
  const queries = `${search}${hash}`.split(/[?#]/).flatMap((query) => {
    const isAddress = /^[^=&]*[\\/:%]/.test(query);
    return isAddress ? [...query.split('&'), query] : query.split('&');
  });
  return [{ text: pathname, isPath: true }, ...queries.map((text) => ({ text, isPath: false }))];
}

function elsewhere(address: Address, own: OwnSites, isPath: boolean): LedTo | undefined {
  const { authority, kind, before } = address;
  if (authority === '' && kind !== 'OTHER') return undefined;
  const hosts = readings(authority).flatMap(hostIn);
  const foreign = hosts.find((host) => !own.has(host));
  // A short number alone, such as a year, is an address of no network (RFC 1122, 3.2.1.3).
  const isNumber = /^\d+$/.test(authority) && foreign?.startsWith('0.');
  const named = foreign !== undefined && /[.:]/.test(foreign) && !isNumber ? foreign : undefined;
  if (kind === 'OTHER') return { host: named };
  if (isOverlong(authority)) return { host: undefined };
  // Whoever stands before an @ is no host, and one of ours there is a disguise.
  if (authority.includes('@')) return { host: foreign };
  if (kind === 'WEB') {
    // What no reading makes out is not taken for ours.
    return foreign !== undefined || hosts.length === 0 ? { host: foreign } : undefined;
  }
  if (kind === 'WEB_BARE') return foreign === undefined ? undefined : { host: foreign };
  // Two slashes alone: in a path of ours often a slip, so that what follows has to look like a host there.
  if (named !== undefined || authority.includes(':')) return { host: named };
  const begins = before === '' ? !isPath : /[^\p{L}\p{N}_.~%)\]-]/u.test(before);
  return foreign !== undefined && begins ? { host: foreign } : undefined;
}

/** Within a longer text an address may end at the mark that holds it: at each of them another reader stops. */
function readings(authority: string): readonly string[] {
  const last = authority.slice(authority.lastIndexOf('@') + 1);
  const first = authority.slice(authority.indexOf('@') + 1);
  const ends = [/["<>\s].*$/su, /["'<>(){}|,;&+%\s].*$/su];
  return [last, ...ends.flatMap((end) => [last.replace(end, ''), first.replace(end, '')])];
}

/** None for what no name service knows: the last part of a name is letters, digits and hyphens. */
function hostIn(authority: string): readonly string[] {
  const url = URL.parse(`https://${authority}`);
  const host = url ? hostOf(url) : '';
  return /^\[|(?:^|\.)[a-z0-9-]+$/.test(host) ? [host] : [];
}
