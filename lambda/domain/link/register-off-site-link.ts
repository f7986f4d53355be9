import { entryOf } from '../audit/entry.ts';
import { DomainError, type Issue } from '../errors.ts';
import { refuse } from '../input/parser.ts';
import { text } from '../input/text.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { judgeLink } from './judge-link.ts';
import { isRegistered, type OffSiteLink, offSiteLinkId, withoutFragment } from './off-site-link.ts';
import { ourSites } from './our-sites.ts';
import type { OwnSites } from './own-sites.ts';

/** A link as it is given. */
export interface GivenOffSiteLink {
  readonly url: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly owner: string;
}

const line = text({ longest: 200, characters: /^[^\p{Cc}]*$/u });

/**
 * Puts a link into the register, or gives the one that is there another title and owner (P5.1).
 * @throws DomainError INVALID_FORMAT at `url` for what is no https address, has something before its host, or is one of our own sites; those
 * of text at `title.vi`, `title.en`, `owner`
 */
export async function registerOffSiteLink(
  deps: Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'offSiteLinks' | 'idempotency' | 'settings'>,
  viewer: StaffViewer,
  call: GivenOffSiteLink & { readonly idempotencyKey: string },
): Promise<{ linkId: string }> {
  const { idempotencyKey, url, title, owner } = call;
  const given = { url, title: { vi: title.vi, en: title.en }, owner };
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation: 'registerOffSiteLink', idempotencyKey, input: given }, async () => {
    const link = parseLink(given, ourSites(deps.settings));
    const id = offSiteLinkId(link.url);
    const before = await deps.offSiteLinks.load(id);
    const now = deps.now().toISOString();
    const after: OffSiteLink = {
      ...link,
      id,
      version: (before?.version ?? 0) + 1,
      // One that was removed is registered anew.
      registeredAt: before && isRegistered(before) ? before.registeredAt : now,
      registeredBy: viewer.subject,
      removedAt: undefined,
      removedBy: undefined,
    };
    return {
      writes: deps.offSiteLinks.put(before, after),
      audit: [entryOf(viewer, { action: 'REGISTER_OFF_SITE_LINK', reference: id })],
      result: { linkId: id },
    };
  });
}

function parseLink(given: GivenOffSiteLink, own: OwnSites): GivenOffSiteLink {
  const issues: Issue[] = [];
  const { url, host, isOurs, isRedirect } = judgeLink(given.url, own);
  const isGood = url?.startsWith('https:') && !isOurs && !isRedirect && !host?.warnings.includes('USER_INFO');
  if (!isGood) refuse(issues, 'INVALID_FORMAT', ['url']);
  const vi = line(given.title.vi, ['title', 'vi'], issues);
  const en = line(given.title.en, ['title', 'en'], issues);
  const owner = line(given.owner, ['owner'], issues);
  const [first, ...more] = issues;
  if (first) throw DomainError.of([first, ...more]);
  return { url: withoutFragment(url ?? ''), title: { vi: vi ?? '', en: en ?? '' }, owner: owner ?? '' };
}
