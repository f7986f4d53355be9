import { builder } from './builder.ts';
import { connectionOf, pageOf } from './connection.ts';
import { DisclosureType } from './disclosure-type.ts';
import { lateOperations } from './late-operations.ts';
import { disclosureReaders as readers } from './recipient.ts';
import { requireStaff } from './require-staff.ts';

const { findDisclosure, listDisclosures, listWaiting } = lateOperations;

const DisclosureConnection = connectionOf('Disclosure', DisclosureType, readers);

builder.queryFields((t) => ({
  disclosure: t.field({
    type: DisclosureType,
    access: readers,
    nullable: true,
    cost: 2,
    description: 'One disclosure request. Null too for whom it names.',
    args: { id: t.arg.id({ access: readers }) },
    resolve: (_, { id }, { ports, viewer }) => findDisclosure(ports, requireStaff(viewer), id),
  }),
  disclosures: t.field({
    type: DisclosureConnection,
    access: readers,
    cost: 5,
    description:
      'Disclosure requests, the last opened first, without those that name the reader (P1.6, P6.5).',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: readers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: readers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      const asked = { first: first ?? 20, after: after ?? undefined };
      return pageOf(await listDisclosures(ports, requireStaff(viewer), asked));
    },
  }),
  openDisclosures: t.field({
    type: DisclosureConnection,
    access: readers,
    cost: 20,
    description:
      'The work list: what has not ended and does not name the reader. Authorities whose clock runs out first come first, then packages that wait to be collected, then what no clock is set to. A page may not be full: read on from `endCursor`.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: readers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: readers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      const asked = { first: first ?? 20, after: after ?? undefined };
      return pageOf(await listWaiting(ports, requireStaff(viewer), asked));
    },
  }),
}));
