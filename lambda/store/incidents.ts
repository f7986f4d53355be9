import * as z from 'zod/mini';
import { dataClasses } from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import { type Incident, incidentDueAt, incidentStates } from '../domain/incident/incident.ts';
import type { IncidentStore } from '../domain/ports/incidents.ts';
import { affectedSubjects } from './affected-subjects.ts';
import { dueShardOf, keyAfter, readDue } from './due-index.ts';
import { fromItem, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { listRow, readListed } from './listed.ts';

const text = z.string();
const instant = z.iso.datetime();
const bytes = z.instanceof(Uint8Array);
const stored = z.object({
  kind: z.literal('INCIDENT'),
  id: text,
  state: z.enum(incidentStates),
  version: z.int().check(z.positive()),
  discoveredAt: instant,
  reportDueAt: instant,
  recordedAt: instant,
  recordedBy: text,
  classes: z.array(z.enum(dataClasses)),
  window: z.optional(
    z.object({ actors: z.array(text), references: z.array(text), from: instant, until: instant }),
  ),
  round: z.int(),
  affectedCount: z.optional(z.int()),
  countedAt: z.optional(instant),
  sealedWords: bytes,
  wordsRevision: z.int(),
  reportedAt: z.optional(instant),
  reportedBy: z.optional(text),
  notice: z.optional(
    z.object({ round: z.int(), at: instant, by: text, sealedWords: bytes, wordsRevision: z.int() }),
  ),
  notifiedAt: z.optional(instant),
  closedAt: z.optional(instant),
  closedBy: z.optional(text),
  warnedAt: z.optional(instant),
  toldLateAt: z.optional(instant),
});

/** Partition of an incident and of those it touches. */
const incidentKey = (id: string): string => `INCIDENT#${id}`;
const keyOf = (id: string): Key => ({ pk: incidentKey(id), sk: 'INCIDENT' });

function itemOf(incident: Incident) {
  const dueAt = incidentDueAt(incident);
  const due = dueAt === undefined ? {} : { dueShard: dueShardOf('INCIDENT', incident.id), dueAt };
  return { ...keyOf(incident.id), kind: 'INCIDENT', ...incident, ...due };
}

const listKey = 'INCIDENTS';

/**
 * Incidents: pk `INCIDENT#<id>`, sk `INCIDENT`; their list under pk `INCIDENTS`; those they touch beside them. One that is not reported is in the
 * due index.
 */
export function createIncidentStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): IncidentStore {
  const deps = { dynamo, table };
  return {
    ...affectedSubjects(deps),
    async load(id) {
      const row = await getItem(deps, stored, keyOf(id));
      return row && incidentOf(row, id);
    },
    put: (before, after) => [
      putVersion(table, before, itemOf(after)),
      ...(before ? [] : [listRow(table, listKey, after.recordedAt, after.id)]),
    ],
    async page(first, after) {
      const page = { list: listKey, keyOf, first, after };
      const { entries, hasNextPage } = await readListed(deps, page, (item, { id, cursor }) => ({
        incident: incidentOf(fromItem(stored, item), id),
        cursor,
      }));
      return { incidents: entries, hasNextPage };
    },
    due: (shard, until, first) =>
      readDue(deps, 'INCIDENT', { shard, until, first }, ({ pk }) => keyAfter(incidentKey(''), pk)),
  };
}

/** A row is the one of its address: what was put elsewhere is nobody's. */
function incidentOf({ kind: _, ...row }: z.infer<typeof stored>, id: string): Incident {
  if (row.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
  const { window, affectedCount, countedAt, reportedAt, reportedBy, notice, notifiedAt } = row;
  const { closedAt, closedBy, warnedAt, toldLateAt } = row;
  return {
    ...row,
    ...{ window, affectedCount, countedAt, reportedAt, reportedBy, notice, notifiedAt },
    ...{ closedAt, closedBy, warnedAt, toldLateAt },
  };
}
