import type { IncidentNotice, IncidentWindow } from '../lambda/domain/incident/incident.ts';
import { builder } from './builder.ts';

/** Who oversees incidents; who keeps them is told in `affected.ts`. */
export const incidentReaders = ['privacy_officer', 'auditor'] as const;
const readers = incidentReaders;

export const WindowType = builder.objectRef<IncidentWindow>('IncidentWindow').implement({
  description:
    'Whose acts, in which time, or what was sealed under which disclosures, those affected are computed from.',
  fields: (t) => ({
    actors: t.stringList({
      access: readers,
      description: 'As in `AuditRow.actor`.',
      resolve: ({ actors }) => [...actors],
    }),
    references: t.stringList({
      access: readers,
      description: 'Ids of disclosures, references of requests.',
      resolve: ({ references }) => [...references],
    }),
    from: t.expose('from', { type: 'DateTime', access: readers }),
    until: t.expose('until', { type: 'DateTime', access: readers }),
  }),
});

export const NoticeType = builder.objectRef<IncidentNotice>('IncidentNotice').implement({
  description: 'That those affected are told.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', access: readers }),
    by: t.exposeString('by', { access: readers, description: 'Subject of the employee.' }),
  }),
});
