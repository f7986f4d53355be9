import { isIncidentId } from '../lambda/domain/incident/incident.ts';
import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { IncidentType } from './incident-type.ts';
import { overseers } from './overseers.ts';
import { requireStaff } from './require-staff.ts';

const IncidentConnection = connectionOf('Incident', IncidentType, overseers);

builder.queryFields((t) => ({
  incident: t.field({
    type: IncidentType,
    access: overseers,
    nullable: true,
    cost: 2,
    description: 'One incident. Null when there is none.',
    args: { id: t.arg.id({ access: overseers }) },
    resolve: (_, { id }, { ports }) => (isIncidentId(id) ? ports.incidents.load(id) : undefined),
  }),
  incidents: t.field({
    type: IncidentConnection,
    access: overseers,
    cost: 5,
    description: 'Incidents, the last recorded first (L91 23; D356 28).',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: overseers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: overseers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const page = await ports.incidents.page(requirePageSize(first ?? 20), after ?? undefined);
      const items = page.incidents.map(({ incident, cursor }) => ({ node: incident, cursor }));
      return { items, hasNextPage: page.hasNextPage };
    },
  }),
}));
