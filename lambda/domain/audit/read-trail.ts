import type { UninvolvedDeps } from '../disclosure/involvement.ts';
import { requireUninvolved } from '../disclosure/require-uninvolved.ts';
import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { entryOf } from './entry.ts';
import type { AuditQuery, AuditRow } from './row.ts';

/**
 * The audit trail by customer, by actor or by day, newest first. Reading it is itself a row (P6.4). By customer it names what is
 * withheld from them: to that very customer it is refused.
 * @throws DomainError REQUIRED when the filter names none or several of the three; INVALID_FORMAT; INVOLVED, ADDRESS_NOT_VERIFIED at the customer
 */
export async function readTrail(
  deps: UninvolvedDeps & Pick<Ports, 'auditReader' | 'commit'>,
  viewer: StaffViewer,
  query: AuditQuery,
): Promise<{ rows: readonly AuditRow[]; next: string | undefined }> {
  const { customerId, actor, day, first } = query;
  if ([customerId, actor, day].filter((given) => given !== undefined).length !== 1)
    throw new DomainError('REQUIRED', ['filter']);
  requirePageSize(first);
  if (day !== undefined && Number.isNaN(Date.parse(`${day}T00:00:00Z`)))
    throw new DomainError('INVALID_FORMAT', ['filter', 'day']);
  if (customerId !== undefined) await requireUninvolved(deps, viewer, [customerId], ['filter', 'customerId']);
  const about = customerId === undefined ? {} : { customerId };
  await deps.commit([], [entryOf(viewer, { action: 'READ_AUDIT_TRAIL', outcome: 'ALLOWED', ...about })]);
  return deps.auditReader.find(query);
}
