import type { AuditRow } from '../audit/row.ts';
import type { CustomerDisclosure } from '../disclosure/disclosure.ts';
import type { AffectedSubject } from './incident.ts';
import { touchedFields } from './touched-fields.ts';

/** Somebody of whom nothing was found yet. */
export const newSubject = (incidentId: string, round: number, subjectId: string): AffectedSubject => ({
  ...{ incidentId, round, subjectId, version: 0, fields: [], actions: [], firstAt: '', lastAt: '' },
  mailId: undefined,
  notToldBecause: undefined,
});

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

/** What was found of somebody before, and these acts; the same ones again change nothing. */
export function merged(
  before: AffectedSubject,
  rows: readonly AuditRow[],
  given: readonly CustomerDisclosure[],
): AffectedSubject {
  const instants = [before.firstAt, before.lastAt, ...rows.map(({ at }) => at)].filter(Boolean).sort(byText);
  const union = (had: readonly string[], more: readonly string[]) =>
    [...new Set([...had, ...more])].sort(byText);
  return {
    ...before,
    version: before.version + 1,
    fields: union(before.fields, touchedFields(rows, given)),
    actions: union(
      before.actions,
      rows.map(({ action }) => action),
    ),
    firstAt: instants[0] ?? '',
    lastAt: instants.at(-1) ?? '',
  };
}

/** Whether there is nothing new in the second. */
export const isSame = (one: AffectedSubject, other: AffectedSubject): boolean =>
  one.firstAt === other.firstAt &&
  one.lastAt === other.lastAt &&
  one.fields.length === other.fields.length &&
  one.actions.length === other.actions.length;
