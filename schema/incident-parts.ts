import type { IncidentNotice, IncidentWindow } from '../lambda/domain/incident/incident.ts';
import { builder } from './builder.ts';
import { overseers } from './overseers.ts';

export const WindowType = builder.objectRef<IncidentWindow>('IncidentWindow').implement({
  description:
    'Whose acts, in which time, or what was sealed under which disclosures, those affected are computed from.',
  fields: (t) => ({
    actors: t.stringList({
      access: overseers,
      description: 'As in `AuditRow.actor`.',
      resolve: ({ actors }) => [...actors],
    }),
    references: t.stringList({
      access: overseers,
      description: 'Ids of disclosures, references of requests.',
      resolve: ({ references }) => [...references],
    }),
    from: t.expose('from', { type: 'DateTime', access: overseers }),
    until: t.expose('until', { type: 'DateTime', access: overseers }),
  }),
});

export const NoticeType = builder.objectRef<IncidentNotice>('IncidentNotice').implement({
  description: 'That those affected are told.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', access: overseers }),
    by: t.exposeString('by', { access: overseers, description: 'Subject of the employee.' }),
  }),
});
