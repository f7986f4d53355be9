import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import type { AuditRow } from '../audit/row.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { UninvolvedDeps } from '../disclosure/involvement.ts';
import { requireUninvolved } from '../disclosure/require-uninvolved.ts';
import { DomainError } from '../errors.ts';
import { requirePageSize } from '../input/page-size.ts';
import { type AskedPage, pageOfSome } from '../page-of-some.ts';
import type { DuePage } from '../ports/jobs.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { type AccessContext, type AccessEntry, accessEntryOf, sights } from './access-log.ts';
import { isWithheldRow, readFor } from './withheld-row.ts';

type Deps = Pick<Ports, 'auditReader' | 'disclosures' | 'requests' | 'now'>;

/**
 * Who read or received which fields of the signed-in customer, when and why, newest first, from the audit trail. What the customer
 * may not know of yet, as in `ownDisclosures`, is left out as if there were none: whatever `after` says, a page and its places are what they were
 * without it. Reading it is no act upon anybody else's data, and has no row.
 * @throws DomainError INVALID_FORMAT at `first`, CURSOR_INVALID at `after`
 */
export async function ownAccessLog(
  deps: Deps,
  customerId: string,
  asked: AskedPage,
): Promise<DuePage<AccessEntry>> {
  return readLog(deps, customerId, asked, (row, context) => isWithheldRow(row, context, deps.now()));
}

/**
 * The same for the privacy officer, who sees what is withheld as well, and is not that very customer: no audit row, no log (P6.4).
 * @throws DomainError FORBIDDEN, INVOLVED, ADDRESS_NOT_VERIFIED, those of `ownAccessLog`
 */
export async function staffAccessLog(
  deps: Deps & UninvolvedDeps & Pick<Ports, 'commit'>,
  viewer: StaffViewer,
  customerId: string,
  asked: AskedPage,
): Promise<DuePage<AccessEntry>> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  requirePageSize(asked.first);
  await requireUninvolved(deps, viewer, [customerId], []);
  await deps.commit([], [entryOf(viewer, { action: 'READ_ACCESS_LOG', customerId })]);
  return readLog(deps, customerId, asked, () => false);
}

function readLog(
  deps: Deps,
  customerId: string,
  asked: AskedPage,
  isHidden: (row: AuditRow, context: AccessContext) => boolean,
): Promise<DuePage<AccessEntry>> {
  let context: Awaited<ReturnType<typeof contextOf>> | undefined;
  return pageOfSome(asked, async (after) => {
    const { rows, next } = await find(deps, customerId, after);
    // After the newest rows: what a row names was noted before the row, so nothing withheld is overlooked.
    const known = context ?? (await contextOf(deps, customerId));
    context = known;
    await addNamed(deps, known.named, rows);
    const shown = rows.flatMap((row) => {
      const node = isHidden(row, known) ? undefined : accessEntryOf(row, known);
      return node ? [{ node, cursor: row.cursor }] : [];
    });
    return { shown, next };
  });
}

/** @throws DomainError CURSOR_INVALID at `after` */
async function find(deps: Deps, customerId: string, after: string | undefined) {
  try {
    return await deps.auditReader.find({ customerId, sights, first: limits.pageSize, after });
  } catch (error) {
    const isCursor = error instanceof DomainError && error.code === 'INVALID_FORMAT';
    if (isCursor) throw new DomainError('CURSOR_INVALID', ['after']);
    throw error;
  }
}

async function contextOf(deps: Deps, customerId: string) {
  const [disclosures, requests] = await Promise.all([
    deps.disclosures.ofCustomer(customerId),
    deps.requests.ofSubject(customerId),
  ]);
  return {
    disclosures: new Map(disclosures.map((one) => [one.disclosureId, one])),
    references: new Set(requests.map(({ reference }) => reference)),
    named: new Map<string, Disclosure>(),
  };
}

/** Adds the disclosures that values were read for, each read once. */
async function addNamed(
  deps: Pick<Ports, 'disclosures'>,
  named: Map<string, Disclosure>,
  rows: readonly AuditRow[],
): Promise<void> {
  const ids = new Set(rows.flatMap((row) => readFor(row) ?? []));
  await Promise.all(
    [...ids].map(async (id) => {
      const disclosure = named.has(id) ? undefined : await deps.disclosures.load(id);
      if (disclosure) named.set(id, disclosure);
    }),
  );
}
