import * as z from 'zod/mini';
import type { IndexRow, IndexRowStore } from '../domain/rotation/rotation-ports.ts';
import { batchGet } from './batch-get.ts';
import { claimKey, ownerKey } from './emails.ts';
import { fromItem, type Item, type Key, type StoreDeps, toExpiry, toItem, write } from './item.ts';
import { phoneKey } from './phones.ts';
import { referenceKey } from './references.ts';

const stored = z.object({
  kind: z.enum(['EMAIL_OWNER', 'EMAIL_CLAIM', 'PHONE', 'REFERENCE']),
  ownerId: z.string(),
  endsAt: z.optional(z.string()),
});
const keysPerBatch = 100;

/** Rows that lead from a blind index that rotates to a customer, of whichever kind: those of `emails.ts`, `phones.ts`, `references.ts`. */
export function createIndexRowStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): IndexRowStore {
  const onlyOf = (customerId: string) => ({
    ConditionExpression: 'attribute_not_exists(pk) OR ownerId = :customer',
    ExpressionAttributeValues: toItem({ ':customer': customerId }),
  });
  return {
    async find(customerId, { email, phone, reference }) {
      const wanted = [
        ...email.map((index) => ({ kind: 'EMAIL_OWNER', index }) as const),
        ...email.map((index) => ({ kind: 'EMAIL_CLAIM', index }) as const),
        ...phone.map((index) => ({ kind: 'PHONE', index }) as const),
        ...reference.map((index) => ({ kind: 'REFERENCE', index }) as const),
      ].map((row) => [nameOf(keyOf(customerId, row)), row] as const);
      const rows = new Map<string, IndexRow>(wanted);
      const found: Item[] = [];
      const keys = [...rows.values()].map((row) => toItem(keyOf(customerId, row)));
      for (let from = 0; from < keys.length; from += keysPerBatch) {
        const batch = await batchGet(dynamo, { [table]: keys.slice(from, from + keysPerBatch) });
        found.push(...(batch[table] ?? []));
      }
      return found.flatMap((item) => {
        const row = rows.get(nameOf({ pk: item.pk?.S ?? '', sk: item.sk?.S ?? '' }));
        const { ownerId, endsAt } = fromItem(stored, item);
        return row && ownerId === customerId ? [{ ...row, ...(endsAt !== undefined && { endsAt }) }] : [];
      });
    },
    put(customerId, row, vouch) {
      const { kind, endsAt } = row;
      const end = endsAt === undefined ? {} : { endsAt, expiresAt: toExpiry(endsAt) };
      const Item = toItem({ ...keyOf(customerId, row), kind, ownerId: customerId, vouch, ...end });
      return write('STALE_REVISION', [], { Put: { TableName: table, Item, ...onlyOf(customerId) } });
    },
    remove: (customerId, row) =>
      write('STALE_REVISION', [], {
        Delete: { TableName: table, Key: toItem(keyOf(customerId, row)), ...onlyOf(customerId) },
      }),
  };
}

function keyOf(customerId: string, { kind, index }: IndexRow): Key {
  switch (kind) {
    case 'EMAIL_OWNER':
      return ownerKey(index);
    case 'EMAIL_CLAIM':
      return claimKey(index, customerId);
    case 'PHONE':
      return phoneKey(index, customerId);
    case 'REFERENCE':
      return referenceKey(index);
  }
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
