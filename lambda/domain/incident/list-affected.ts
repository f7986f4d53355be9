import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { AffectedPage } from '../ports/incidents.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import type { Incident } from './incident.ts';

/**
 * Those whom an incident touches, a page at a time, in a stable order. Who they are is told to the privacy officer, and is in the trail.
 * @throws DomainError FORBIDDEN, INVALID_FORMAT at `first`, CURSOR_INVALID at `after`
 */
export async function listAffected(
  deps: Pick<Ports, 'incidents' | 'commit'>,
  viewer: StaffViewer,
  { id, round }: Incident,
  { first, after }: { readonly first: number; readonly after: string | undefined },
): Promise<AffectedPage> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  requirePageSize(first);
  await deps.commit([], [entryOf(viewer, { action: 'READ', reference: id, fields: ['affected'] })]);
  return deps.incidents.affected(id, round, first, after);
}
