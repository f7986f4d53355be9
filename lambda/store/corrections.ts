import * as z from 'zod/mini';
import { type Correction, correctionStates } from '../domain/correction/correction.ts';
import { DomainError } from '../domain/errors.ts';
import type { CorrectionStore } from '../domain/ports/corrections.ts';
import { askableFields } from '../domain/request/information-request.ts';
import { duePlace } from './due-index.ts';
import { readDuePage } from './due-page.ts';
import { customerKey, fromItem, getItem, type Key, putVersion, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

const text = z.string();
const instant = z.iso.datetime();
const bytes = z.instanceof(Uint8Array);
const stored = z.object({
  kind: z.literal('CORRECTION'),
  pk: text,
  id: text,
  customerId: text,
  dataClass: z.enum(['contact', 'identity', 'payment']),
  fields: z.array(z.enum(askableFields)),
  state: z.enum(correctionStates),
  version: z.int().check(z.positive()),
  askedAt: instant,
  askedBy: text,
  reference: z.optional(text),
  decisionDueAt: z.optional(instant),
  decidedAt: z.optional(instant),
  decidedBy: z.optional(text),
  sealedAsked: bytes,
  sealedDecided: z.optional(bytes),
});

const keyOf = (customerId: string, id: string): Key => ({
  pk: customerKey(customerId),
  sk: `CORRECTION#${id}`,
});

function itemOf({ dueAt, ...correction }: Correction) {
  const { customerId, id } = correction;
  const due = dueAt === undefined ? {} : duePlace('CORRECTION', dueAt, `${customerId}#${id}`);
  return { ...keyOf(customerId, id), kind: 'CORRECTION', ...correction, decisionDueAt: dueAt, ...due };
}

/** Corrections, in their customer's partition under `CORRECTION#<id>`; those to be decided stand in the due index. */
export function createCorrectionStore({ dynamo, table }: StoreDeps): CorrectionStore {
  const deps = { dynamo, table };
  return {
    async load(customerId, id) {
      const row = await getItem(deps, stored, keyOf(customerId, id));
      if (row && row.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return row && correctionOf(row);
    },
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, customerKey(customerId), 'CORRECTION#');
      return rows.map(correctionOf).reverse();
    },
    put: (before, after) => putVersion(table, before, itemOf(after)),
    waiting: (first, after) =>
      readDuePage(deps, 'CORRECTION', { first, after }, (row) => {
        const correction = correctionOf(fromItem(stored, row));
        return correction.state === 'ASKED' ? correction : undefined;
      }),
  };
}

function correctionOf(row: z.infer<typeof stored>): Correction {
  const { kind: _, pk, decisionDueAt, reference, decidedAt, decidedBy, sealedDecided, ...rest } = row;
  if (pk !== customerKey(rest.customerId)) throw new DomainError('INTEGRITY_VIOLATION');
  return { ...rest, dueAt: decisionDueAt, reference, decidedAt, decidedBy, sealedDecided };
}
