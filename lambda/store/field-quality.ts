import * as z from 'zod/mini';
import {
  type FieldQuality,
  markedFields,
  qualityCauses,
  qualityStates,
} from '../domain/correction/quality.ts';
import { DomainError } from '../domain/errors.ts';
import type { FieldQualityStore } from '../domain/ports/corrections.ts';
import { duePlace } from './due-index.ts';
import { readDuePage } from './due-page.ts';
import { customerKey, fromItem, putVersion, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';

const stored = z.object({
  kind: z.literal('FIELD_QUALITY'),
  pk: z.string(),
  customerId: z.string(),
  field: z.enum(markedFields),
  state: z.enum(qualityStates),
  cause: z.enum(qualityCauses),
  at: z.iso.datetime(),
  by: z.optional(z.string()),
  version: z.int().check(z.positive()),
});

function itemOf(quality: FieldQuality) {
  const { customerId, field, state, at } = quality;
  const due = state === 'CONFIRMED' ? {} : duePlace('QUALITY', at, `${customerId}#${field}`);
  return { pk: customerKey(customerId), sk: `QUALITY#${field}`, kind: 'FIELD_QUALITY', ...quality, ...due };
}

/** How right each field is that was marked: in the customer's partition under `QUALITY#<field>`; what is not right is in the due index. */
export function createFieldQualityStore({ dynamo, table }: StoreDeps): FieldQualityStore {
  const deps = { dynamo, table };
  return {
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, customerKey(customerId), 'QUALITY#');
      return rows.map(qualityOf);
    },
    put: (before, after) => putVersion(table, before, itemOf(after)),
    waiting: (first, after) =>
      readDuePage(deps, 'QUALITY', { first, after }, (row) => {
        const quality = qualityOf(fromItem(stored, row));
        return quality.state === 'CONFIRMED' ? undefined : quality;
      }),
  };
}

function qualityOf({ kind: _, pk, by, ...row }: z.infer<typeof stored>): FieldQuality {
  if (pk !== customerKey(row.customerId)) throw new DomainError('INTEGRITY_VIOLATION');
  return { ...row, by };
}
