import type { Ports } from '../ports.ts';
import { judgeLink, type LinkVerdict } from './judge-link.ts';
import { isRegistered, type OffSiteLink, offSiteLinkId } from './off-site-link.ts';
import { ourSites } from './our-sites.ts';

/** Whose a link is, and what the register says of it (P5.1, P5.2). */
export async function findOffSiteLink(
  deps: Pick<Ports, 'offSiteLinks' | 'settings'>,
  link: string,
): Promise<{ readonly verdict: LinkVerdict; readonly registered: OffSiteLink | undefined }> {
  const verdict = judgeLink(link, ourSites(deps.settings));
  const isElsewhere = verdict.url !== undefined && !verdict.isOurs;
  const known = isElsewhere ? await deps.offSiteLinks.load(offSiteLinkId(verdict.url)) : undefined;
  return { verdict, registered: known && isRegistered(known) ? known : undefined };
}
