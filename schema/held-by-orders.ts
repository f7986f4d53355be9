import { builder } from './builder.ts';
import { CustomerType } from './customer-type.ts';
import { DisclosureType } from './disclosure-type.ts';
import { lateOperations } from './late-operations.ts';
import { disclosers } from './recipient.ts';

const { holdingOrders } = lateOperations;

builder.objectFields(CustomerType, (t) => ({
  heldByOrders: t.field({
    type: [DisclosureType],
    access: disclosers,
    cost: 5,
    size: 3,
    description:
      'Lawful orders about the customer that are being answered, from their verification until they are refused or what they demand has left: nothing is erased meanwhile (L91 14).',
    resolve: async ({ customer }, _, { ports }) => {
      const ids = await holdingOrders(ports, customer.id);
      const orders = await Promise.all(ids.map((id) => ports.disclosures.load(id)));
      return orders.filter((order) => order !== undefined);
    },
  }),
}));
