import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { disclosureDueAt } from '../domain/disclosure/disclosure-due.ts';
import type { DisclosureStore } from '../domain/ports/disclosures.ts';
import { batchGet } from './batch-get.ts';
import { customerDisclosures } from './customer-disclosures.ts';
import { disclosureOf, itemOf, keyOf, storedRow } from './disclosure-item.ts';
import { readDuePage } from './due-page.ts';
import {
  checkWhile,
  fromItem,
  getItem,
  type Item,
  putNew,
  putWhile,
  type StoreDeps,
  toItem,
} from './item.ts';
import { listRow, readList } from './listed.ts';
import { namedInOrders } from './named-in-orders.ts';

const shardName = (shard: number): string => `DISCLOSURE#${String(shard).padStart(2, '0')}`;

const listKey = 'DISCLOSURES';

/**
 * Disclosure requests: pk `DISCLOSURE#<id>`, sk `DISCLOSURE`; their list under pk `DISCLOSURES`. Those that have not ended are in the due
 * index, which is their work list.
 */
export function createDisclosureStore({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): DisclosureStore {
  const deps = { dynamo, table };
  return {
    ...customerDisclosures(deps),
    ...namedInOrders(deps),
    async load(id) {
      const row = await getItem(deps, storedRow, keyOf(id));
      return row && disclosureOf(row, id);
    },
    put: (before, after) =>
      before
        ? [putWhile(table, itemOf(after), { version: before.version })]
        : [putNew(table, itemOf(after), 'STALE_REVISION'), listRow(table, listKey, after.openedAt, after.id)],
    unchanged: ({ id, version }) => checkWhile(table, keyOf(id), { version }),
    waiting: (first, after) =>
      readDuePage(deps, 'DISCLOSURE', { first, after }, (item) => {
        const row = fromItem(storedRow, item);
        const disclosure = disclosureOf(row, row.id);
        return disclosureDueAt(disclosure) === undefined ? undefined : disclosure;
      }),
    async page(first, after) {
      const { entries, hasNextPage } = await readList(deps, listKey, first, after);
      const keys = entries.map(({ id }) => toItem(keyOf(id)));
      const found = keys.length === 0 ? {} : await batchGet(dynamo, { [table]: keys });
      const byId = new Map((found[table] ?? []).map((item: Item) => [item.id?.S, item]));
      const disclosures = entries.flatMap(({ id, cursor }) => {
        const item = byId.get(id);
        return item ? [{ disclosure: disclosureOf(fromItem(storedRow, item), id), cursor }] : [];
      });
      return { disclosures, hasNextPage };
    },
    async due(shard, until, first) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
          ExpressionAttributeValues: toItem({
            ':shard': shardName(shard),
            ':until': `${until.toISOString()}#~`,
          }),
          Limit: first,
        }),
      );
      return Items.flatMap(({ pk }) => /^DISCLOSURE#(.+)$/.exec(pk?.S ?? '')?.[1] ?? []);
    },
  };
}
