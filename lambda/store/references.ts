import * as z from 'zod/mini';
import type { ReferenceStore } from '../domain/ports.ts';
import { customerKey, getItem, type Key, putNew, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

const storedLookup = z.object({ kind: z.literal('REFERENCE'), ownerId: z.string() });
const storedReference = z.pipe(
  z.object({
    kind: z.literal('CUSTOMER_REFERENCE'),
    id: z.string(),
    sealed: z.instanceof(Uint8Array),
    linkedAt: z.iso.datetime(),
  }),
  z.transform(({ id, sealed, linkedAt }) => ({ id, sealed, linkedAt })),
);

const lookupKey = (referenceIndex: string): Key => ({ pk: `REF#${referenceIndex}`, sk: 'OWNER' });

/**
 * Customer numbers of other systems: the lookup under pk `REF#<blind index>`, sk `OWNER`, and the sealed number in the
 * customer's partition under sk `REF#<blind index>`.
 */
export function createReferenceStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): ReferenceStore {
  return {
    async find(referenceIndexes) {
      for (const referenceIndex of referenceIndexes) {
        const lookup = await getItem(deps, storedLookup, lookupKey(referenceIndex));
        if (lookup) return lookup.ownerId;
      }
      return undefined;
    },
    ofCustomer: (customerId) => queryPartition(deps, storedReference, customerKey(customerId), 'REF#'),
    insert: (referenceIndex, customerId, sealed, linkedAt) => [
      putNew(
        deps.table,
        { ...lookupKey(referenceIndex), kind: 'REFERENCE', ownerId: customerId },
        'REFERENCE_TAKEN',
        ['number'],
      ),
      putNew(
        deps.table,
        {
          pk: customerKey(customerId),
          sk: `REF#${referenceIndex}`,
          kind: 'CUSTOMER_REFERENCE',
          id: referenceIndex,
          sealed,
          linkedAt: linkedAt.toISOString(),
        },
        'REFERENCE_TAKEN',
        ['number'],
      ),
    ],
  };
}
