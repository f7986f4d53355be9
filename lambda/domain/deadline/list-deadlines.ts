import type { StaffRole } from '../access.ts';
import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { DuePage } from '../ports/jobs.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { type Deadline, deadlineKinds, deadlineOwners, ownersOfKind } from './deadline.ts';

/** Roles that see every clock. */
const overseers = ['privacy_officer', 'auditor'] as const;

/**
 * One list of every clock, the first due first. Legal sees its own.
 * @throws DomainError FORBIDDEN, INVALID_FORMAT at `first`, CURSOR_INVALID at `after`
 */
export async function listDeadlines(
  deps: Pick<Ports, 'deadlines'>,
  { roles }: StaffViewer,
  {
    first,
    after,
    owner,
  }: {
    readonly first: number;
    readonly after: string | undefined;
    readonly owner: StaffRole | undefined;
  },
): Promise<DuePage<Deadline>> {
  requirePageSize(first);
  const seesAll = overseers.some((role) => roles.includes(role));
  if (!seesAll && !roles.includes('legal')) throw new DomainError('FORBIDDEN');
  if (!seesAll && owner !== undefined && owner !== 'legal') throw new DomainError('FORBIDDEN');
  const asked = seesAll ? owner : 'legal';
  const of = deadlineOwners.find((one) => one === asked);
  // Roles that keep no clock have none.
  const kinds = deadlineKinds.filter((kind) => (of ? ownersOfKind[kind].includes(of) : asked === undefined));
  return deps.deadlines.page(kinds, { first, after, ...(of !== undefined && { owner: of }) });
}
