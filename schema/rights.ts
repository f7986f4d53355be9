import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { Me } from './me.ts';
import { requireStaff } from './require-staff.ts';
import { rightsKeepers as keepers, RightsRequestType } from './rights-type.ts';

const self = ['customer'] as const;
const RightsRequestConnection = connectionOf('RightsRequest', RightsRequestType, keepers);

builder.objectFields(Me, (t) => ({
  rightsRequests: t.field({
    type: [RightsRequestType],
    access: self,
    cost: 5,
    size: 5,
    description:
      'Rights that the customer asked for, newest first (D356 5). Answers stand in `requests`, too.',
    resolve: async ({ loaded }, _, { ports }) => {
      const requests = await ports.rightsRequests.ofCustomer(loaded.customer.id);
      return requests.map((request) => ({ request, own: loaded }));
    },
  }),
  processingRestricted: t.boolean({
    access: self,
    description: 'Whether processing is restricted, until `liftRestriction` (D356 5(2)).',
    resolve: async ({ loaded }, _, { ports }) =>
      (await ports.contactStates.load(loaded.customer.id))?.isRestricted ?? false,
  }),
}));

builder.objectFields(CustomerType, (t) => ({
  rightsRequests: t.field({
    type: [RightsRequestType],
    access: keepers,
    cost: 5,
    size: 10,
    ofOne: true,
    description: 'Rights that this customer asked for, newest first. Reading is audited.',
    resolve: customerFact('rightsRequests', async (ports, id) =>
      (await ports.rightsRequests.ofCustomer(id)).map((request) => ({ request })),
    ),
  }),
}));

builder.queryFields((t) => ({
  rightsRequests: t.field({
    type: RightsRequestConnection,
    access: keepers,
    cost: 20,
    description: 'The work list: rights to be decided or carried out, the first due first (D356 5).',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: keepers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: keepers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const size = requirePageSize(first ?? 20);
      const { items, end, hasNextPage } = await ports.rightsRequests.waiting(size, after ?? undefined);
      return {
        items: items.map(({ node, cursor }) => ({ node: { request: node }, cursor })),
        hasNextPage,
        ...(end !== undefined && { endCursor: end }),
      };
    },
  }),
}));
