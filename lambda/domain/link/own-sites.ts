import { hostOf } from './web-link.ts';

/** CloudFly's own sites, ready to be asked about. */
export interface OwnSites {
  /** Whether a host is one of them or lies below one. `host` as `hostOf` gives it. */
  has(host: string): boolean;
  /** What their names are known by: of `my.cloudfly.vn`, `cloudfly`. */
  readonly names: readonly string[];
}

/**
 * @param sites domains (`OWN_SITES`), each with everything below it; in Unicode or punycode
 * @param hosts addresses of pages of CloudFly's own on whatever host they lie, such as those behind the links of mails; nothing is known
 * by their names
 */
export function createOwnSites(sites: readonly string[], hosts: readonly string[] = []): OwnSites {
  const own = sites.flatMap((site) => hostIn(`https://${site}`));
  const exact = new Set(hosts.flatMap(hostIn));
  const names = own.flatMap((site) => nameOf(site) ?? []);
  return {
    has: (host) => exact.has(host) || own.some((site) => host === site || host.endsWith(`.${site}`)),
    names: [...new Set(names)],
  };
}

function hostIn(address: string): readonly string[] {
  const url = URL.parse(address);
  const host = url ? hostOf(url) : '';
  return host === '' ? [] : [host];
}

/** The longest part of a domain before its end: whoever imitates a site imitates that. */
function nameOf(site: string): string | undefined {
  if (/[:[\]]|^[\d.]+$/.test(site)) return undefined;
  return site
    .split('.')
    .slice(0, -1)
    .sort((one, other) => other.length - one.length)[0];
}
