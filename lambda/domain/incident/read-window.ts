import * as z from 'zod/mini';
import { limits } from '../../declared/limits.ts';
import type { AuditQuery, AuditRow } from '../audit/row.ts';
import type { Ports } from '../ports.ts';
import { isReference } from '../request/reference.ts';
import { after } from '../span.ts';
import type { IncidentWindow } from './incident.ts';

/** How far a window was gone through. */
export const windowPlace = z.object({
  /** Which of its actors, and behind the last of those which of its references. */
  source: z._default(z.int(), 0),
  /** Which of the customers of that disclosure; of a request, which of the window's days. */
  customer: z._default(z.int(), 0),
  /** Behind which row. */
  after: z.exactOptional(z.string()),
});
export type WindowPlace = z.infer<typeof windowPlace>;

/** Acts of the window on a page of the trail, and where to go on. */
export interface WindowPage {
  readonly rows: readonly AuditRow[];
  readonly next: WindowPlace;
}

/**
 * A page of what a window tells of: of an actor, every act within it that was allowed; of a disclosure, that something was sealed for it, for each of its
 * customers, in whose trails that stands. Sealed is sealed, however long before the window it was: its end alone counts. Of a request, every act
 * under its reference within the window, by whomever and whosever it is: whoever stole the link of one is a visitor, and the days are gone through.
 * @returns undefined behind the last
 */
export async function readWindow(
  deps: Pick<Ports, 'auditReader' | 'disclosures'>,
  { actors, references, from, until }: IncidentWindow,
  place: WindowPlace,
): Promise<WindowPage | undefined> {
  const { source, customer } = place;
  const nextSource = { source: source + 1, customer: 0 };
  const actor = actors[source];
  if (actor !== undefined) {
    const { rows, after } = await pageOf(deps, { actor }, { from, until, place });
    return { rows, next: after === undefined ? nextSource : { source, customer, after } };
  }
  const reference = references[source - actors.length];
  if (reference === undefined) return undefined;
  if (isReference(reference)) {
    const day = dayOf(from, customer);
    if (day > until.slice(0, 10)) return { rows: [], next: nextSource };
    const { rows, after } = await pageOf(deps, { day }, { from, until, place });
    return {
      rows: rows.filter((row) => row.reference === reference),
      next: after === undefined ? { source, customer: customer + 1 } : { source, customer, after },
    };
  }
  const disclosure = await deps.disclosures.load(reference);
  const customerId = disclosure?.customerIds[customer];
  if (!disclosure || customerId === undefined) return { rows: [], next: nextSource };
  const { rows, after } = await pageOf(deps, { customerId }, { from: disclosure.openedAt, until, place });
  return {
    rows: rows.filter((row) => row.action === 'DISCLOSE' && row.reference === reference),
    next: after === undefined ? { source, customer: customer + 1 } : { source, customer, after },
  };
}

/** A UTC day, so many after that of an instant. */
const dayOf = (from: string, days: number): string => after(from.slice(0, 10), { days }).slice(0, 10);

async function pageOf(
  deps: Pick<Ports, 'auditReader'>,
  whose: Pick<AuditQuery, 'actor' | 'customerId' | 'day'>,
  { from, until, place }: { readonly from: string; readonly until: string; readonly place: WindowPlace },
): Promise<{ rows: readonly AuditRow[]; after: string | undefined }> {
  const { rows, next } = await deps.auditReader.find({
    ...whose,
    until,
    first: limits.pageSize,
    after: place.after,
  });
  const oldest = rows.at(-1);
  const isOver = next === undefined || (oldest !== undefined && oldest.at < from);
  return {
    rows: rows.filter(({ at, outcome }) => outcome === 'ALLOWED' && at >= from && at <= until),
    after: isOver ? undefined : next,
  };
}
