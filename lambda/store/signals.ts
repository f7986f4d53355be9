import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { SignalStore } from '../domain/ports/contact.ts';
import { customerKey, getItem, type Key, putVersion, type StoreDeps } from './item.ts';

const instant = z.iso.datetime();
const stored = z.object({
  kind: z.literal('SIGNALS'),
  customerId: z.string(),
  version: z.int().check(z.positive()),
  requestedAt: z.array(instant),
  changed: z.record(z.string(), instant),
  waysSince: z.record(z.string(), instant),
  networks: z.record(z.string(), instant),
  newSince: z.exactOptional(z.record(z.string(), instant)),
});

const keyOf = (customerId: string): Key => ({ pk: customerKey(customerId), sk: 'SIGNALS' });

/** What the rules of holds judge by, in the customer's partition under `SIGNALS`: instants, names of fields and blind indexes. */
export function createSignalStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): SignalStore {
  return {
    async load(customerId) {
      const row = await getItem({ dynamo, table }, stored, keyOf(customerId));
      if (!row) return undefined;
      if (row.customerId !== customerId) throw new DomainError('INTEGRITY_VIOLATION');
      const { kind: _, ...signals } = row;
      return signals;
    },
    put: (before, after) =>
      putVersion(table, before, { ...keyOf(after.customerId), kind: 'SIGNALS', ...after }),
  };
}
