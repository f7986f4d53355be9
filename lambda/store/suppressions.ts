import * as z from 'zod/mini';
import type { SuppressionStore } from '../domain/erasure/erasure-ports.ts';
import { getItem, type Key, putAlways, type StoreDeps } from './item.ts';

const stored = z.object({ kind: z.literal('SUPPRESSED') });
const keyOf = (addressIndex: string): Key => ({ pk: `SUPPRESSED#${addressIndex}`, sk: 'ADDRESS' });

/** Addresses of erased customers that are not to be brought back: pk `SUPPRESSED#<MAC>`, sk `ADDRESS`. Nothing says whose they were. */
export function createSuppressionStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): SuppressionStore {
  return {
    has: async (addressIndex) => (await getItem(deps, stored, keyOf(addressIndex))) !== undefined,
    put: (addressIndex) => putAlways(deps.table, { ...keyOf(addressIndex), kind: 'SUPPRESSED' }),
  };
}
