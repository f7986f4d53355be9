import * as z from 'zod/mini';
import type { DisclosureStore } from '../domain/ports/disclosures.ts';
import { customerKey, type Key, putAlways, type StoreDeps } from './item.ts';
import { ownedBy } from './owned-row.ts';
import { queryPartition } from './query-partition.ts';

const stored = z.object({
  kind: z.literal('NAMED_IN_ORDER'),
  disclosureId: z.string(),
  customerId: z.string(),
});

const keyOf = (customerId: string, disclosureId: string): Key => ({
  pk: customerKey(customerId),
  sk: `ORDER#${disclosureId}`,
});

/** Which lawful orders name a customer, once they were verified: in the customer's partition under sk `ORDER#<disclosure>`. No value, and shown to nobody. */
export function namedInOrders({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): Pick<DisclosureStore, 'ordersNaming' | 'nameInOrder'> {
  return {
    async ordersNaming(customerId) {
      const rows = await queryPartition({ dynamo, table }, stored, customerKey(customerId), 'ORDER#');
      return rows.map((row) => ownedBy(customerId, row).disclosureId);
    },
    nameInOrder: (customerId, disclosureId) =>
      putAlways(table, {
        ...keyOf(customerId, disclosureId),
        kind: 'NAMED_IN_ORDER',
        disclosureId,
        customerId,
      }),
  };
}
