import type { PhoneStore } from '../domain/ports/contact.ts';
import { customerKey, deleteAlways, type Key, putAlways, type StoreDeps } from './item.ts';
import { lookupItem, storedLookup } from './lookup-item.ts';
import { queryPartition } from './query-partition.ts';

const partition = (phoneIndex: string): string => `PHN#${phoneIndex}`;
export const phoneKey = (phoneIndex: string, customerId: string): Key => ({
  pk: partition(phoneIndex),
  sk: customerKey(customerId),
});
const storedPhone = storedLookup('PHONE');

/** Who can be found by a phone number: pk `PHN#<blind index>`, one row `CUS#<customer>` for each who has it. */
export function createPhoneStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): PhoneStore {
  return {
    async find(phoneIndexes) {
      const found = await Promise.all(
        phoneIndexes.map(async (index) => {
          const rows = await queryPartition(deps, storedPhone, partition(index), customerKey(''));
          return rows.map(({ ownerId, vouch }) => ({ index, ownerId, vouch }));
        }),
      );
      return found.flat();
    },
    put: (rows) =>
      rows.map((row) =>
        putAlways(deps.table, { ...phoneKey(row.index, row.ownerId), ...lookupItem('PHONE', row) }),
      ),
    delete: (phoneIndexes, customerId) =>
      phoneIndexes.map((index) => deleteAlways(deps.table, phoneKey(index, customerId))),
  };
}
