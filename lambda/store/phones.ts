import * as z from 'zod/mini';
import type { PhoneStore } from '../domain/ports.ts';
import { customerKey, deleteAlways, type Key, putAlways, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

const storedPhone = z.object({ kind: z.literal('PHONE'), ownerId: z.string() });

const partition = (phoneIndex: string): string => `PHN#${phoneIndex}`;
const phoneKey = (phoneIndex: string, customerId: string): Key => ({
  pk: partition(phoneIndex),
  sk: customerKey(customerId),
});

/** Who can be found by a phone number: pk `PHN#<blind index>`, one row `CUS#<customer>` for each who has it. */
export function createPhoneStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): PhoneStore {
  return {
    async find(phoneIndexes) {
      const found = await Promise.all(
        phoneIndexes.map((index) => queryPartition(deps, storedPhone, partition(index), customerKey(''))),
      );
      return [...new Set(found.flat().map((row) => row.ownerId))];
    },
    put: (phoneIndex, customerId) =>
      putAlways(deps.table, { ...phoneKey(phoneIndex, customerId), kind: 'PHONE', ownerId: customerId }),
    delete: (phoneIndex, customerId) => deleteAlways(deps.table, phoneKey(phoneIndex, customerId)),
  };
}
