import { holdingOrders } from '../erasure/legal-hold.ts';
import { type AskedPage, pageOfSome } from '../page-of-some.ts';
import type { DuePage } from '../ports/jobs.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import type { Disclosure } from './disclosure.ts';
import { isDisclosureId } from './disclosure-id.ts';
import { type Involvement, involvementOf, type UninvolvedDeps } from './involvement.ts';

type Deps = UninvolvedDeps & Pick<Ports, 'disclosures'>;

/*
 * Disclosures as employees read them. One that names the reader is as if it were not there, for an order may be withheld from whom it names; nobody
 * tells it from one that there is not. Whose sign-in vouches for no address reads none.
 */

/** @returns undefined for an unknown one as well. @throws DomainError ADDRESS_NOT_VERIFIED */
export async function findDisclosure(
  deps: Deps,
  viewer: StaffViewer,
  id: string,
): Promise<Disclosure | undefined> {
  const shown = await shownTo(deps, viewer);
  const found = isDisclosureId(id) ? await deps.disclosures.load(id) : undefined;
  return (await shown(found ? [found] : [], (one) => one))[0];
}

/** The last opened first. @throws DomainError ADDRESS_NOT_VERIFIED; INVALID_FORMAT at `first` and `after` */
export async function listDisclosures(
  deps: Deps,
  viewer: StaffViewer,
  asked: AskedPage,
): Promise<DuePage<Disclosure>> {
  const shown = await shownTo(deps, viewer);
  return pageOfSome(asked, async (after) => {
    const { disclosures, hasNextPage } = await deps.disclosures.page(asked.first + 1, after);
    const items = disclosures.map(({ disclosure, cursor }) => ({ node: disclosure, cursor }));
    const next = hasNextPage ? items.at(-1)?.cursor : undefined;
    return { shown: await shown(items, ({ node }) => node), next };
  });
}

/** Those that have not ended, what is due first, first. @throws DomainError ADDRESS_NOT_VERIFIED; INVALID_FORMAT at `first`, CURSOR_INVALID at `after` */
export async function listWaiting(
  deps: Deps,
  viewer: StaffViewer,
  asked: AskedPage,
): Promise<DuePage<Disclosure>> {
  const shown = await shownTo(deps, viewer);
  return pageOfSome(asked, async (after) => {
    const { items, hasNextPage, end } = await deps.disclosures.waiting(asked.first + 1, after);
    return { shown: await shown(items, ({ node }) => node), next: hasNextPage ? end : undefined };
  });
}

/** Lawful orders about a customer that are being answered. @throws DomainError ADDRESS_NOT_VERIFIED */
export async function listHolding(
  deps: Deps,
  viewer: StaffViewer,
  customerId: string,
): Promise<readonly Disclosure[]> {
  const shown = await shownTo(deps, viewer);
  const ids = await holdingOrders(deps, customerId);
  const orders = await Promise.all(ids.map((id) => deps.disclosures.load(id)));
  return shown(
    orders.filter((order) => order !== undefined),
    (order) => order,
  );
}

/** A viewer is made for each request: what is known of one is as old as its answer. */
const known = new WeakMap<StaffViewer, Promise<Involvement>>();

async function shownTo(deps: Deps, viewer: StaffViewer) {
  const judging = known.get(viewer) ?? involvementOf(deps, viewer, []);
  known.set(viewer, judging);
  const isInvolved = await judging;
  return async <T>(rows: readonly T[], disclosureOf: (row: T) => Disclosure): Promise<readonly T[]> => {
    const hidden = await Promise.all(rows.map((row) => isInvolved(disclosureOf(row).customerIds)));
    return rows.filter((_, n) => !hidden[n]);
  };
}
