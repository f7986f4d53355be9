import * as z from 'zod/mini';
import type { ReferenceStore } from '../domain/ports/customers.ts';
import { customerKey, type Key, putNew, type StoreDeps } from './item.ts';
import { findLookups, lookupItem } from './lookup-item.ts';
import { queryPartition } from './query-partition.ts';

const storedReference = z.pipe(
  z.object({
    kind: z.literal('CUSTOMER_REFERENCE'),
    id: z.string(),
    sealed: z.instanceof(Uint8Array),
    linkedAt: z.iso.datetime(),
  }),
  z.transform(({ id, sealed, linkedAt }) => ({ id, sealed, linkedAt })),
);

export const referenceKey = (referenceIndex: string): Key => ({ pk: `REF#${referenceIndex}`, sk: 'OWNER' });

/**
 * Customer numbers of other systems: the lookup under pk `REF#<blind index>`, sk `OWNER`, and the sealed number in the
 * customer's partition under sk `REF#<id>`, which is the index it had when it was linked.
 */
export function createReferenceStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): ReferenceStore {
  return {
    find: (referenceIndexes) => findLookups(deps, 'REFERENCE', referenceIndexes, referenceKey),
    ofCustomer: (customerId) => queryPartition(deps, storedReference, customerKey(customerId), 'REF#'),
    insert: (rows, { customerId, id, sealed, linkedAt }) => [
      ...rows.map((row) =>
        putNew(
          deps.table,
          { ...referenceKey(row.index), ...lookupItem('REFERENCE', row) },
          'REFERENCE_TAKEN',
          ['number'],
        ),
      ),
      putNew(
        deps.table,
        {
          pk: customerKey(customerId),
          sk: `REF#${id}`,
          kind: 'CUSTOMER_REFERENCE',
          id,
          sealed,
          linkedAt: linkedAt.toISOString(),
        },
        'REFERENCE_TAKEN',
        ['number'],
      ),
    ],
  };
}
