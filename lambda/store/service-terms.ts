import { createHash } from 'node:crypto';
import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import type { ServiceTermStore } from '../domain/ports/service-terms.ts';
import type { ServiceTerm } from '../domain/service/service-term.ts';
import { customerKey, getItem, putNew, putWhile, type StoreDeps, toItem } from './item.ts';
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
const keys = z.object({
  pk: z.templateLiteral(['CUS#', z.string()]),
  sk: z.templateLiteral(['TERM#', z.string()]),
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
    put: (before, after) =>
      before
        ? putWhile(table, toRow(after), { version: before.version })
        : putNew(table, toRow(after), 'STALE_REVISION'),
    async due(shard, until, first) {
      const pages = paginateQuery(
        { client: dynamo, pageSize: first },
        {
          TableName: table,
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
          ExpressionAttributeValues: toItem({ ':shard': shardName(shard), ':until': until.toISOString() }),
        },
      );
      const terms: { customerId: string; termId: string }[] = [];
      for await (const { Items = [] } of pages) {
        for (const found of Items) {
          const parsed = z.safeParse(keys, unmarshall(found));
          if (parsed.success) terms.push(termNamedBy(parsed.data));
        }
        if (terms.length >= first) break;
      }
      return terms.slice(0, first);
    },
    park: (customerId, termId) => parkRow({ dynamo, table }, keyOf(customerId, termId)),
  };
}

function termOf({ kind: _, nextNotice, lastMailId, ...term }: z.infer<typeof item>): ServiceTerm {
  return { ...term, nextNotice, lastMailId };
}

const keyOf = (customerId: string, termId: string) => ({ pk: customerKey(customerId), sk: `TERM#${termId}` });

const termNamedBy = ({ pk, sk }: z.infer<typeof keys>) => ({
  customerId: pk.slice('CUS#'.length),
  termId: sk.slice('TERM#'.length),
});

function toRow(term: ServiceTerm) {
  const { nextNotice } = term;
  const due = nextNotice && { dueShard: shardName(shardOf(term.id)), dueAt: nextNotice.dueAt };
  return { ...keyOf(term.customerId, term.id), kind: 'SERVICE_TERM', ...term, ...due };
}

const shardName = (shard: number): string => `TERM#${String(shard).padStart(2, '0')}`;

const shardOf = (termId: string): number =>
  createHash('sha256').update(termId).digest().readUInt16BE() % limits.indexShards;
