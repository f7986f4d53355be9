import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { dataClasses } from '../domain/access.ts';
import { type Erasure, erasureSteps, identityOutcomes } from '../domain/erasure/erasure.ts';
import { DomainError } from '../domain/errors.ts';
import type { ErasureStore } from '../domain/ports/erasures.ts';
import { dueShardOf, keyAfter, readDue } from './due-index.ts';
import { fromItem, getItem, type Key, putVersion, type StoreDeps, toItem } from './item.ts';
import { listRow, readList } from './listed.ts';
import { queryPartition } from './query-partition.ts';

const text = z.string();
const instant = z.iso.datetime();
const stored = z.object({
  kind: z.literal('ERASURE'),
  pk: text,
  sk: text,
  id: text,
  customerId: text,
  classes: z.array(z.enum(dataClasses)),
  left: z.array(z.enum(dataClasses)),
  held: z.array(z.enum(dataClasses)),
  step: z.enum(erasureSteps),
  version: z.int().check(z.positive()),
  startedAt: instant,
  cause: text,
  suppressesAddress: z.boolean(),
  dueAt: z.optional(instant),
  doneAt: z.optional(instant),
  identityProvider: z.optional(z.enum(identityOutcomes)),
  certifiableAt: z.optional(instant),
  certifiedAt: z.optional(instant),
  certificate: z.optional(text),
});

const partition = (customerId: string): string => `ERASURE#${customerId}`;
const keyOf = (customerId: string, id: string): Key => ({ pk: partition(customerId), sk: `ERASURE#${id}` });
const listKey = 'ERASURES';
/** What the list calls one: whose it is, then its id. A customer may have several, where a legal hold kept a part. */
const listedAs = ({ customerId, id }: Pick<Erasure, 'customerId' | 'id'>): string => `${customerId}#${id}`;

function itemOf(erasure: Erasure) {
  const { customerId, id, dueAt } = erasure;
  const due = dueAt === undefined ? {} : { dueShard: dueShardOf('ERASURE', customerId) };
  return { ...keyOf(customerId, id), kind: 'ERASURE', ...erasure, ...due };
}

/**
 * Erasures: pk `ERASURE#<customer>`, sk `ERASURE#<id>`, and their list under pk `ERASURES`. In the due index until they are certified. They
 * lie outside the partition that they remove, and stay.
 */
export function createErasureStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): ErasureStore {
  const deps = { dynamo, table };
  return {
    async load(customerId) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :erasure)',
          ExpressionAttributeValues: toItem({ ':pk': partition(customerId), ':erasure': 'ERASURE#' }),
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: 1,
        }),
      );
      const [newest] = Items;
      return newest && erasureOf(fromItem(stored, newest), customerId);
    },
    async find(customerId, id) {
      const row = await getItem(deps, stored, keyOf(customerId, id));
      return row && erasureOf(row, customerId);
    },
    async ofCustomer(customerId) {
      const rows = await queryPartition(deps, stored, partition(customerId), 'ERASURE#');
      return rows.map((row) => erasureOf(row, customerId)).reverse();
    },
    put: (before, after) => [
      putVersion(table, before, itemOf(after)),
      ...(before ? [] : [listRow(table, listKey, after.startedAt, listedAs(after))]),
    ],
    async page(first, after) {
      const { entries, hasNextPage } = await readList(deps, listKey, first, after);
      const named = entries.map(({ id: listed, cursor }) => {
        const [customerId = '', id = ''] = listed.split('#');
        return { customerId, id, cursor };
      });
      return { entries: named, hasNextPage };
    },
    due: (shard, until, first) =>
      readDue(deps, 'ERASURE', { shard, until, first }, ({ pk, sk }) => {
        const [customerId, id] = [pk, sk].map((key) => keyAfter('ERASURE#', key));
        return customerId !== undefined && id !== undefined ? { customerId, id } : undefined;
      }),
  };
}

/** @throws DomainError INTEGRITY_VIOLATION for a row that was moved from another customer, or to another id */
function erasureOf(row: z.infer<typeof stored>, customerId: string): Erasure {
  const { kind: _, pk, sk, ...erasure } = row;
  const key = keyOf(customerId, erasure.id);
  if (erasure.customerId !== customerId || pk !== key.pk || sk !== key.sk)
    throw new DomainError('INTEGRITY_VIOLATION');
  return { ...absent, ...erasure };
}

/** What a row leaves out when there is none of it. */
const absent = {
  dueAt: undefined,
  doneAt: undefined,
  identityProvider: undefined,
  certifiableAt: undefined,
  certifiedAt: undefined,
  certificate: undefined,
} as const;
