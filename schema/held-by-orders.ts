import { builder } from './builder.ts';
import { CustomerType } from './customer-type.ts';
import { DisclosureType } from './disclosure-type.ts';
import { lateOperations } from './late-operations.ts';
import { disclosers } from './recipient.ts';
import { requireStaff } from './require-staff.ts';

const { listHolding } = lateOperations;

builder.objectFields(CustomerType, (t) => ({
  heldByOrders: t.field({
    type: [DisclosureType],
    access: disclosers,
    cost: 5,
    size: 3,
    description:
      'Lawful orders about the customer that are being answered, from their verification until they are refused or what they demand has left: nothing is erased meanwhile (L91 14). Without those that name the reader. Reading is audited.',
    resolve: async ({ customer: { id } }, _, { ports, viewer, staffReads }) => {
      await staffReads.load({ customerId: id, field: 'heldByOrders' });
      return [...(await listHolding(ports, requireStaff(viewer), id))];
    },
  }),
}));
