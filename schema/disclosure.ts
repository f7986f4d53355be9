import { isDisclosureId } from '../lambda/domain/disclosure/disclosure-id.ts';
import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { DisclosureType } from './disclosure-type.ts';
import { disclosureReaders as readers } from './recipient.ts';
import { requireStaff } from './require-staff.ts';

const DisclosureConnection = connectionOf('Disclosure', DisclosureType, readers);

builder.queryFields((t) => ({
  disclosure: t.field({
    type: DisclosureType,
    access: readers,
    nullable: true,
    cost: 2,
    description: 'One disclosure request.',
    args: { id: t.arg.id({ access: readers }) },
    resolve: (_, { id }, { ports, viewer }) => {
      requireStaff(viewer);
      return isDisclosureId(id) ? ports.disclosures.load(id) : undefined;
    },
  }),
  disclosures: t.field({
    type: DisclosureConnection,
    access: readers,
    cost: 5,
    description: 'Disclosure requests, the last opened first (P1.6, P6.5).',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: readers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: readers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const page = await ports.disclosures.page(requirePageSize(first ?? 20), after ?? undefined);
      const items = page.disclosures.map(({ disclosure, cursor }) => ({ node: disclosure, cursor }));
      return { items, hasNextPage: page.hasNextPage };
    },
  }),
  openDisclosures: t.field({
    type: DisclosureConnection,
    access: readers,
    cost: 20,
    description:
      'The work list: what has not ended. Authorities whose clock runs out first come first, then packages that wait to be collected, then what no clock is set to. A page may not be full: read on from `endCursor`.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: readers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: readers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const page = await ports.disclosures.waiting(requirePageSize(first ?? 20), after ?? undefined);
      const { items, hasNextPage, end } = page;
      return { items, hasNextPage, ...(end !== undefined && { endCursor: end }) };
    },
  }),
}));
