import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import type { DuePage } from '../ports/jobs.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { type AccessContext, type AccessEntry, accessEntryOf, isWithheld } from './access-log.ts';

/** Pages of the trail that are gone through for one of the log: most acts show nothing to anybody. */
const mostPages = 10;

type Deps = Pick<Ports, 'auditReader' | 'disclosures' | 'requests' | 'now'>;
interface Asked {
  readonly first: number;
  readonly after: string | undefined;
}

/**
 * Who read or received which fields of the signed-in customer, when and why, newest first, from the audit trail. What the customer
 * may not know of yet, as in `ownDisclosures`, is left out as if there were none. Reading it is no act upon anybody else's data, and has no row.
 * @throws DomainError INVALID_FORMAT at `first`, CURSOR_INVALID at `after`
 */
export async function ownAccessLog(
  deps: Deps,
  customerId: string,
  asked: Asked,
): Promise<DuePage<AccessEntry>> {
  return readLog(deps, customerId, asked, (row, context) => isWithheld(row, context, deps.now()));
}

/**
 * The same for the privacy officer, who sees what is withheld as well: no audit row, no log (P6.4).
 * @throws DomainError FORBIDDEN, those of `ownAccessLog`
 */
export async function staffAccessLog(
  deps: Deps & Pick<Ports, 'commit'>,
  viewer: StaffViewer,
  customerId: string,
  asked: Asked,
): Promise<DuePage<AccessEntry>> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  requirePageSize(asked.first);
  await deps.commit([], [entryOf(viewer, { action: 'READ_ACCESS_LOG', customerId })]);
  return readLog(deps, customerId, asked, () => false);
}

async function readLog(
  deps: Deps,
  customerId: string,
  { first, after }: Asked,
  isHidden: (row: Parameters<typeof isWithheld>[0], context: AccessContext) => boolean,
): Promise<DuePage<AccessEntry>> {
  requirePageSize(first);
  const found: { readonly node: AccessEntry; readonly cursor: string }[] = [];
  let context: AccessContext | undefined;
  let place = after;
  for (let page = 0; page < mostPages; page++) {
    const { rows, next } = await find(deps, customerId, place);
    // After the newest rows: what a row names was noted before the row, so nothing withheld is overlooked.
    context ??= await contextOf(deps, customerId);
    for (const row of rows) {
      const node = isHidden(row, context) ? undefined : accessEntryOf(row, context);
      if (node) found.push({ node, cursor: row.cursor });
    }
    place = next;
    if (found.length > first || next === undefined) break;
  }
  const items = found.slice(0, first);
  const isMore = found.length > first;
  return {
    items,
    // Behind everything that was looked at, where nothing of it is left over.
    end: isMore || place === undefined ? items.at(-1)?.cursor : place,
    hasNextPage: isMore || place !== undefined,
  };
}

/** @throws DomainError CURSOR_INVALID at `after` */
async function find(deps: Deps, customerId: string, after: string | undefined) {
  try {
    return await deps.auditReader.find({ customerId, first: limits.pageSize, after });
  } catch (error) {
    const isCursor = error instanceof DomainError && error.code === 'INVALID_FORMAT';
    if (isCursor) throw new DomainError('CURSOR_INVALID', ['after']);
    throw error;
  }
}

async function contextOf(deps: Deps, customerId: string): Promise<AccessContext> {
  const [disclosures, requests] = await Promise.all([
    deps.disclosures.ofCustomer(customerId),
    deps.requests.ofSubject(customerId),
  ]);
  return {
    disclosures: new Map(disclosures.map((one) => [one.disclosureId, one])),
    references: new Set(requests.map(({ reference }) => reference)),
  };
}
