import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { isRegistered, offSiteLinkId } from './off-site-link.ts';
import { readWebLink } from './web-link.ts';

/**
 * Takes a link out of the public register (P5.1). Its row stays, with who removed it and when; registered again, it is listed again.
 * @throws DomainError NOT_FOUND at `url`: the register has no such link
 */
export async function removeOffSiteLink(
  deps: Pick<Ports, 'now' | 'commit' | 'blindIndex' | 'offSiteLinks' | 'idempotency'>,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string; readonly url: string },
): Promise<{ linkId: string }> {
  const { idempotencyKey, url } = call;
  const caller = `staff:${viewer.subject}`;
  return once(deps, { caller, operation: 'removeOffSiteLink', idempotencyKey, input: url }, async () => {
    const link = readWebLink(url);
    const before =
      typeof link === 'string' ? undefined : await deps.offSiteLinks.load(offSiteLinkId(link.url.href));
    if (!before || !isRegistered(before)) throw new DomainError('NOT_FOUND', ['url']);
    const { id, version } = before;
    const removed = { removedAt: deps.now().toISOString(), removedBy: viewer.subject };
    return {
      writes: deps.offSiteLinks.put(before, { ...before, ...removed, version: version + 1 }),
      audit: [entryOf(viewer, { action: 'REMOVE_OFF_SITE_LINK', reference: id })],
      result: { linkId: id },
    };
  });
}
