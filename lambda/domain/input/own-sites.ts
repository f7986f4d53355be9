import { judgeLink } from '../link/judge-link.ts';
import { createOwnSites } from '../link/own-sites.ts';
import { holdsWebAddress } from './web-address.ts';

/** A host and what may follow it, with or without a scheme, in plain characters that every mail program reads alike. */
const address =
  /(?<![\p{L}\p{N}@._-])(?:https:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#][a-z0-9/_.~%?&=#+-]*)?)/giu;
/** What goes on with it: a port, user information, or characters that not everybody takes for a part of it. */
const goesOn = /^(?:[:@]\S|[\\\p{L}\p{M}\p{N}_-])/u;

/**
 * Whether a text holds a web address that leads off the own sites, or may, or leads on from one of them (P5.2). Those of the own sites are welcome.
 * @param pages addresses of own pages on whatever host
 */
export function holdsForeignAddress(
  text: string,
  ownSites: readonly string[],
  pages: readonly string[] = [],
): boolean {
  const own = createOwnSites(ownSites, pages);
  const others = text.replace(address, (found: string, rest: string, at: number) => {
    const isOwn = !goesOn.test(text.slice(at + found.length)) && judgeLink(`https://${rest}`, own).isOurs;
    return isOwn ? ' ' : found;
  });
  return holdsWebAddress(others, (host) => own.has(host));
}
