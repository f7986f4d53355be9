import * as z from 'zod/mini';
import { basisKinds, type CustomerDisclosure, customerResults } from '../domain/disclosure/disclosure.ts';
import { DomainError } from '../domain/errors.ts';
import type { DisclosureStore } from '../domain/ports/disclosures.ts';
import { duePlace, keyAfter, readDue } from './due-index.ts';
import { getEach } from './get-each.ts';
import { customerKey, fromItem, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { ownedBy } from './owned-row.ts';
import { readPartitionPage } from './partition-page.ts';
import { queryPartition } from './query-partition.ts';
import { storedFields } from './stored-disclosure.ts';

const text = z.string();
const instant = z.iso.datetime();
const stored = z.object({
  kind: z.literal('CUSTOMER_DISCLOSURE'),
  disclosureId: text,
  customerId: text,
  recipientId: text,
  recipientName: text,
  basis: z.enum(basisKinds),
  purpose: text,
  sealedOrderReference: z.optional(z.instanceof(Uint8Array)),
  fields: storedFields,
  result: z.enum(customerResults),
  cause: z.optional(text),
  version: z.int().check(z.positive()),
  round: z.optional(z.int()),
  at: instant,
  withheldUntil: z.optional(instant),
  toldAt: z.optional(instant),
  settleBy: z.optional(instant),
});

const keyOf = (customerId: string, disclosureId: string): Key => ({
  pk: customerKey(customerId),
  sk: `DISCLOSURE#${disclosureId}`,
});
/** In the due index while it is a payment's of which nobody has said what became of it. */
function itemOf(disclosure: CustomerDisclosure) {
  const { customerId, disclosureId, result, settleBy } = disclosure;
  const isOpen = result === 'PENDING' && settleBy !== undefined;
  const due = isOpen ? duePlace('PAYMENT', settleBy, disclosureId) : {};
  return { ...keyOf(customerId, disclosureId), kind: 'CUSTOMER_DISCLOSURE', ...disclosure, ...due };
}

/** What became of one customer in each disclosure, in the customer's partition under sk `DISCLOSURE#<disclosure>`. */
export function customerDisclosures({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): Pick<
  DisclosureStore,
  'ofCustomer' | 'pageOfCustomer' | 'loadOfCustomer' | 'loadOfCustomers' | 'putOfCustomer' | 'duePayments'
> {
  const deps = { dynamo, table };
  return {
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, customerKey(customerId), 'DISCLOSURE#');
      return rows
        .map((row) => disclosureOf(row, customerId))
        .sort((one, other) => (one.at > other.at ? -1 : 1));
    },
    async pageOfCustomer(customerId, first, after) {
      const rows = { pk: customerKey(customerId), beginning: 'DISCLOSURE#' };
      const { items, ...page } = await readPartitionPage(deps, stored, rows, { first, after });
      return {
        ...page,
        items: items.map(({ node, cursor }) => ({ node: disclosureOf(node, customerId), cursor })),
      };
    },
    async loadOfCustomer(customerId, disclosureId) {
      const row = await getItem(deps, stored, keyOf(customerId, disclosureId));
      if (row && row.disclosureId !== disclosureId) throw new DomainError('INTEGRITY_VIOLATION');
      return row && disclosureOf(row, customerId);
    },
    async loadOfCustomers(customerIds, disclosureId) {
      const found = await getEach(
        deps,
        customerIds.map((customerId) => keyOf(customerId, disclosureId)),
      );
      return customerIds.map((customerId, n) => {
        const item = found[n];
        return item && disclosureOf(fromItem(stored, item), customerId);
      });
    },
    putOfCustomer: (before, after) => putVersion(table, before, itemOf(after)),
    duePayments: (shard, until, first) =>
      readDue(deps, 'PAYMENT', { shard, until, first }, ({ pk, sk }) => {
        const customerId = keyAfter(customerKey(''), pk);
        const disclosureId = keyAfter('DISCLOSURE#', sk);
        return customerId && disclosureId ? { customerId, disclosureId } : undefined;
      }),
  };
}

function disclosureOf({ kind: _, ...row }: z.infer<typeof stored>, customerId: string): CustomerDisclosure {
  const { cause, round, withheldUntil, toldAt, settleBy, sealedOrderReference, ...held } = ownedBy(
    customerId,
    row,
  );
  return { ...held, customerId, sealedOrderReference, cause, round, withheldUntil, toldAt, settleBy };
}
