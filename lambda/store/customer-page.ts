import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { tables } from '../declared/tables.ts';
import type { CustomerFilter, CustomerPage } from '../domain/customer/customer.ts';
import { cursorOf, idIn, placeBehind, startKey } from './customer-cursor.ts';
import { listShards, type PlaceInList } from './customer-item.ts';
import { type Item, toItem } from './item.ts';

interface IndexDeps {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
}

const indexName = 'customers' satisfies keyof typeof tables.records.indexes;
/** Index entries read at once when a filter will drop some. */
const filteredBatch = 500;
/** Shards read side by side while a page is far from full. */
const shardsAtOnce = 5;

/**
 * A page of the list: shard after shard, and within one by month of registration. With many customers that is one query; with few,
 * the shards are read in small groups. One entry more than asked for is looked for, so that `hasNextPage` is true to what there is.
 */
export async function readCustomerPage(
  deps: IndexDeps,
  filter: CustomerFilter,
  first: number,
  after: string | undefined,
): Promise<CustomerPage> {
  const from = after === undefined ? undefined : placeBehind(after, filter.month);
  const shards = listShards.slice(from ? listShards.indexOf(from.listShard) : 0);
  const found: string[] = [];
  let atOnce = 1;
  while (found.length <= first && shards.length > 0) {
    const missing = first + 1 - found.length;
    const group = shards.splice(0, atOnce);
    const entries = await Promise.all(
      group.map((shard) =>
        readShard(deps, filter, shard, missing, shard === from?.listShard ? from : undefined),
      ),
    );
    found.push(...entries.flat());
    atOnce = found.length * 2 < first || found.length === first ? shardsAtOnce : 1;
  }
  const page = found.slice(0, first);
  return { ids: page.map(idIn), cursors: page.map(cursorOf), hasNextPage: found.length > first };
}

/** At least `wanted` entries of one shard, or all that are left. */
async function readShard(
  { dynamo, table }: IndexDeps,
  filter: CustomerFilter,
  shard: string,
  wanted: number,
  after: PlaceInList | undefined,
): Promise<readonly string[]> {
  const found: string[] = [];
  let start: Item | undefined = after && startKey(after);
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: indexName,
        ...conditions(filter, shard),
        Limit: isFiltered(filter) ? filteredBatch : wanted - found.length,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...(page.Items ?? []).map((item) => item.listSort?.S ?? ''));
    start = page.LastEvaluatedKey;
  } while (start && found.length < wanted);
  return found;
}

const isFiltered = ({ state, addressState }: CustomerFilter): boolean =>
  state !== undefined || addressState !== undefined;

function conditions({ month, state, addressState }: CustomerFilter, shard: string) {
  const filters = [
    ...(state === undefined ? [] : ['customerState = :state']),
    ...(addressState === undefined ? [] : ['addressState = :addressState']),
  ];
  return {
    KeyConditionExpression:
      month === undefined ? 'listShard = :shard' : 'listShard = :shard AND begins_with(listSort, :month)',
    ...(filters.length > 0 && { FilterExpression: filters.join(' AND ') }),
    ExpressionAttributeValues: toItem({
      ':shard': shard,
      ':month': month === undefined ? undefined : `${month}#`,
      ':state': state,
      ':addressState': addressState,
    }),
    ProjectionExpression: 'listSort',
  };
}
