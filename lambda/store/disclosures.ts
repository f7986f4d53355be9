import { disclosureDueAt } from '../domain/disclosure/disclosure-due.ts';
import type { DisclosureStore } from '../domain/ports/disclosures.ts';
import { customerDisclosures } from './customer-disclosures.ts';
import { disclosureOf, itemOf, keyOf, storedRow } from './disclosure-item.ts';
import { keyAfter, readDue } from './due-index.ts';
import { readDuePage } from './due-page.ts';
import { checkWhile, fromItem, getItem, putVersion, type StoreDeps } from './item.ts';
import { listRow, readListed } from './listed.ts';
import { namedInOrders } from './named-in-orders.ts';

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
    put: (before, after) => [
      putVersion(table, before, itemOf(after)),
      ...(before ? [] : [listRow(table, listKey, after.openedAt, after.id)]),
    ],
    unchanged: ({ id, version }) => checkWhile(table, keyOf(id), { version }),
    waiting: (first, after) =>
      readDuePage(deps, 'DISCLOSURE', { first, after }, (item) => {
        const row = fromItem(storedRow, item);
        const disclosure = disclosureOf(row, row.id);
        return disclosureDueAt(disclosure) === undefined ? undefined : disclosure;
      }),
    async page(first, after) {
      const page = { list: listKey, keyOf, first, after };
      const { entries, hasNextPage } = await readListed(deps, page, (item, { id, cursor }) => ({
        disclosure: disclosureOf(fromItem(storedRow, item), id),
        cursor,
      }));
      return { disclosures: entries, hasNextPage };
    },
    due: (shard, until, first) =>
      readDue(deps, 'DISCLOSURE', { shard, until, first }, ({ pk }) => keyAfter('DISCLOSURE#', pk)),
  };
}
