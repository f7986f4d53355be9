import { tables } from '../../lambda/declared/tables.ts';
import { bodyOf, type Call } from '../../local/unkind/call.ts';

/** DynamoDB's request units on demand. */
export interface RequestUnits {
  readonly read: number;
  readonly write: number;
}

export const noUnits: RequestUnits = { read: 0, write: 0 };
export const sumOf = (one: RequestUnits, other: RequestUnits): RequestUnits => ({
  read: one.read + other.read,
  write: one.write + other.write,
});

type Item = Readonly<Record<string, unknown>>;
type Keyed = Readonly<Record<string, { readonly partitionKey: string; readonly sortKey: string }>>;
const indexes = Object.values(tables).flatMap((table) => Object.values(table.indexes as Keyed));

/** An item written whole: a unit a KiB, and one for each index that it is in. JSON is larger than what is counted: the dear side. */
const put = (item: Item, times: number): number =>
  times * Math.ceil(JSON.stringify(item).length / 1024) +
  indexes.filter(({ partitionKey, sortKey }) => partitionKey in item && sortKey in item).length;

interface Action {
  readonly Put?: { readonly Item: Item };
}
interface Asked {
  readonly ConsistentRead?: boolean;
  readonly Item?: Item;
  readonly TransactItems?: readonly Action[];
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly Item[]; readonly ConsistentRead?: boolean }>
  >;
}

const readOf = ({ ConsistentRead: isConsistent }: Asked): number => (isConsistent ? 1 : 0.5);

/**
 * Units of one request by what it asks: each item read within 4 KB, an update or a condition within 1 KB, a query's page within one read.
 * In a transaction each item is written twice, its index entries once.
 *
 * Source: DynamoDB Developer Guide, "DynamoDB read and write operations".
 */
export function unitsOf(call: Call): RequestUnits {
  if (call.protocol !== 'dynamodb') return noUnits;
  const asked: Asked = bodyOf(call);
  switch (call.operation) {
    case 'GetItem':
    case 'Query':
      return { read: readOf(asked), write: 0 };
    case 'BatchGetItem': {
      const reads = Object.values(asked.RequestItems ?? {}).map((of) => (of.Keys ?? []).length * readOf(of));
      return { read: reads.reduce((sum, read) => sum + read, 0), write: 0 };
    }
    case 'TransactWriteItems': {
      const writes = (asked.TransactItems ?? []).map(({ Put }) => (Put ? put(Put.Item, 2) : 2));
      return { read: 0, write: writes.reduce((sum, write) => sum + write, 0) };
    }
    case 'PutItem':
      return { read: 0, write: put(asked.Item ?? {}, 1) };
    case 'UpdateItem':
    case 'DeleteItem':
      return { read: 0, write: 1 };
    // Of the control plane: it costs nothing.
    case 'DescribeTable':
      return noUnits;
    default:
      throw new Error(`units of ${call.operation} are not known`);
  }
}
