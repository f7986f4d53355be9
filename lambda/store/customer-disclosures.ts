import * as z from 'zod/mini';
import { basisKinds, type CustomerDisclosure, customerResults } from '../domain/disclosure/disclosure.ts';
import { DomainError } from '../domain/errors.ts';
import type { DisclosureStore } from '../domain/ports/disclosures.ts';
import { batchGet } from './batch-get.ts';
import {
  customerKey,
  fromItem,
  getItem,
  type Key,
  putNew,
  putWhile,
  type StoreDeps,
  toItem,
} from './item.ts';
import { ownedBy } from './owned-row.ts';
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
  at: instant,
  withheldUntil: z.optional(instant),
  toldAt: z.optional(instant),
});

const keyOf = (customerId: string, disclosureId: string): Key => ({
  pk: customerKey(customerId),
  sk: `DISCLOSURE#${disclosureId}`,
});
const itemOf = (disclosure: CustomerDisclosure) => ({
  ...keyOf(disclosure.customerId, disclosure.disclosureId),
  kind: 'CUSTOMER_DISCLOSURE',
  ...disclosure,
});

/** What became of one customer in each disclosure, in the customer's partition under sk `DISCLOSURE#<disclosure>`. */
export function customerDisclosures({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): Pick<
  DisclosureStore,
  'ofCustomer' | 'loadOfCustomer' | 'loadOfCustomers' | 'putOfCustomer'
> {
  const deps = { dynamo, table };
  return {
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, customerKey(customerId), 'DISCLOSURE#');
      return rows
        .map((row) => disclosureOf(row, customerId))
        .sort((one, other) => (one.at > other.at ? -1 : 1));
    },
    async loadOfCustomer(customerId, disclosureId) {
      const row = await getItem(deps, stored, keyOf(customerId, disclosureId));
      if (row && row.disclosureId !== disclosureId) throw new DomainError('INTEGRITY_VIOLATION');
      return row && disclosureOf(row, customerId);
    },
    async loadOfCustomers(customerIds, disclosureId) {
      if (customerIds.length === 0) return [];
      const keys = customerIds.map((customerId) => toItem(keyOf(customerId, disclosureId)));
      const found = (await batchGet(dynamo, { [table]: keys }))[table] ?? [];
      const byKey = new Map(found.map((item) => [item.pk?.S, item]));
      return customerIds.map((customerId) => {
        const item = byKey.get(customerKey(customerId));
        return item && disclosureOf(fromItem(stored, item), customerId);
      });
    },
    putOfCustomer: (before, after) =>
      before
        ? putWhile(table, itemOf(after), { version: before.version })
        : putNew(table, itemOf(after), 'STALE_REVISION'),
  };
}

function disclosureOf({ kind: _, ...row }: z.infer<typeof stored>, customerId: string): CustomerDisclosure {
  const { cause, withheldUntil, toldAt, sealedOrderReference, ...held } = ownedBy(customerId, row);
  return { ...held, customerId, sealedOrderReference, cause, withheldUntil, toldAt };
}
