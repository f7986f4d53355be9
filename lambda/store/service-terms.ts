import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { ServiceTermStore } from '../domain/ports/service-terms.ts';
import type { ServiceTerm } from '../domain/service/service-term.ts';
import { dueShardOf, keyAfter, readDue } from './due-index.ts';
import { customerKey, getItem, putVersion, type StoreDeps } from './item.ts';
import { parkRow } from './park.ts';
import { queryPartition } from './query-partition.ts';

const instant = z.iso.datetime();
const item = z.object({
  kind: z.literal('SERVICE_TERM'),
  id: z.string(),
  customerId: z.string(),
  product: z.string(),
  sealedName: z.instanceof(Uint8Array),
  expiresAt: instant,
  version: z.int().check(z.positive()),
  nextNotice: z.optional(z.object({ days: z.int(), dueAt: instant })),
  lastMailId: z.optional(z.string()),
});

/**
 * Terms of services, in their customer's partition under sk `TERM#<id>`. A term is in the due index while a notice of its end is to come.
 */
export function createServiceTermStore({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): ServiceTermStore {
  return {
    async load(customerId, termId) {
      const found = await getItem({ dynamo, table }, item, keyOf(customerId, termId));
      if (!found) return undefined;
      // A row that was moved to another key is not that term.
      if (found.customerId !== customerId || found.id !== termId)
        throw new DomainError('INTEGRITY_VIOLATION');
      return termOf(found);
    },
    async ofCustomer(customerId) {
      const found = await queryPartition({ dynamo, table }, item, customerKey(customerId), 'TERM#');
      if (found.some((row) => row.customerId !== customerId)) throw new DomainError('INTEGRITY_VIOLATION');
      return found.map(termOf);
    },
    put: (before, after) => putVersion(table, before, toRow(after)),
    due: (shard, until, first) =>
      readDue({ dynamo, table }, 'TERM', { shard, until, first }, ({ pk, sk }) => {
        const customerId = keyAfter(customerKey(''), pk);
        const termId = keyAfter('TERM#', sk);
        return customerId !== undefined && termId !== undefined ? { customerId, termId } : undefined;
      }),
    park: (customerId, termId) => parkRow({ dynamo, table }, keyOf(customerId, termId)),
  };
}

function termOf({ kind: _, nextNotice, lastMailId, ...term }: z.infer<typeof item>): ServiceTerm {
  return { ...term, nextNotice, lastMailId };
}

const keyOf = (customerId: string, termId: string) => ({ pk: customerKey(customerId), sk: `TERM#${termId}` });

function toRow(term: ServiceTerm) {
  const { nextNotice } = term;
  const due = nextNotice && { dueShard: dueShardOf('TERM', term.id), dueAt: nextNotice.dueAt };
  return { ...keyOf(term.customerId, term.id), kind: 'SERVICE_TERM', ...term, ...due };
}
