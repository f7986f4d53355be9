import DataLoader from 'dataloader';
import { recordStaffReads, type StaffRead } from '../lambda/domain/customer/record-staff-reads.ts';
import { type ClearReadScope, reveal } from '../lambda/domain/customer/reveal.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import type { Viewer } from '../lambda/domain/viewer.ts';
import type { ApiContext, ApiPorts } from './context.ts';
import { requireStaff } from './require-staff.ts';
import { createReveals } from './reveals.ts';

/** Loaders live for one operation: nothing revealed to one request is ever there for another. */
export function createLoaders(
  ports: ApiPorts,
  viewer: Viewer,
): Pick<ApiContext, 'reveals' | 'staffReads' | 'customers'> {
  const scope: ClearReadScope = { customerId: undefined };
  return {
    reveals: createReveals(async (requests) => {
      return reveal(ports, requireStaff(viewer), scope, requests);
    }),
    staffReads: new DataLoader<StaffRead, undefined>(
      async (reads) => {
        await recordStaffReads(ports, requireStaff(viewer), reads);
        return reads.map(() => undefined);
      },
      { cache: false },
    ),
    customers: new DataLoader<string, LoadedCustomer | undefined>(
      async (ids) => {
        const distinct = [...new Set(ids)];
        const loaded = await ports.customers.load(distinct);
        const byId = new Map(distinct.map((id, i) => [id, loaded[i]]));
        return ids.map((id) => byId.get(id));
      },
      { cache: false, maxBatchSize: 50 },
    ),
  };
}
