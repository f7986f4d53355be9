import { entryOf } from '../audit/entry.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { ChangePage } from '../ports/changes.ts';
import type { Ports } from '../ports.ts';
import type { ServiceViewer } from '../viewer.ts';

/**
 * Changes that CloudFly's other systems must follow (P2.6, P1.3; L91 4): ids and kinds, no value. Each comes at least once; one that is
 * younger than `changesSettleSeconds` comes again until it has settled, and is told by its id.
 * @throws DomainError INVALID_FORMAT at `first`, CURSOR_INVALID at `after`
 */
export async function readChanges(
  deps: Pick<Ports, 'changes' | 'commit' | 'now'>,
  viewer: ServiceViewer,
  { first, after }: { readonly first: number; readonly after: string | undefined },
): Promise<ChangePage> {
  requirePageSize(first);
  const page = await deps.changes.page(first, after, deps.now());
  await deps.commit([], [entryOf(viewer, { action: 'READ_CHANGES' })]);
  return page;
}
