import * as z from 'zod/mini';
import { dataClasses } from '../domain/access.ts';
import type { LegalHold } from '../domain/erasure/erasure.ts';
import { DomainError } from '../domain/errors.ts';
import type { LegalHoldStore } from '../domain/ports/rights.ts';
import { duePlace } from './due-index.ts';
import { customerKey, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { ownedBy } from './owned-row.ts';
import { queryPartition } from './query-partition.ts';

const text = z.string();
const instant = z.iso.datetime();
const stored = z.object({
  kind: z.literal('LEGAL_HOLD'),
  id: text,
  customerId: text,
  classes: z.array(z.enum(dataClasses)),
  placedAt: instant,
  placedBy: text,
  until: z.optional(instant),
  liftedAt: z.optional(instant),
  liftedBy: z.optional(text),
  version: z.int().check(z.positive()),
  sealedWhy: z.optional(z.instanceof(Uint8Array)),
});

const keyOf = (customerId: string, id: string): Key => ({
  pk: customerKey(customerId),
  sk: `LEGAL_HOLD#${id}`,
});
function itemOf(hold: LegalHold) {
  const { customerId, id, until, liftedAt } = hold;
  const ends = until !== undefined && liftedAt === undefined;
  const due = ends ? duePlace('LEGALHOLD', until, `${customerId}#${id}`) : {};
  return { ...keyOf(customerId, id), kind: 'LEGAL_HOLD', ...hold, ...due };
}

/** Legal holds, in their customer's partition under `LEGAL_HOLD#<id>`; those that end by themselves are in the due index. Ids begin with their instant. */
export function createLegalHoldStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): LegalHoldStore {
  const deps = { dynamo, table };
  return {
    async load(customerId, id) {
      const row = await getItem(deps, stored, keyOf(customerId, id));
      if (row && row.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return row && holdOf(row, customerId);
    },
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, customerKey(customerId), 'LEGAL_HOLD#');
      return rows.map((row) => holdOf(row, customerId)).reverse();
    },
    put: (before, after) => putVersion(table, before, itemOf(after)),
  };
}

function holdOf({ kind: _, ...row }: z.infer<typeof stored>, customerId: string): LegalHold {
  const held = ownedBy(customerId, row);
  return {
    ...held,
    customerId,
    until: held.until,
    liftedAt: held.liftedAt,
    liftedBy: held.liftedBy,
    sealedWhy: held.sealedWhy,
  };
}
