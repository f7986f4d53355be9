/** What a kind of access to a table means. */
export interface TableActions {
  /** On items, one by one, in batches or in transactions. */
  readonly table: readonly string[];
  /** Also on every declared index. */
  readonly query: boolean;
  /** Only inside TransactWriteItems. */
  readonly transacted: readonly string[];
  /** Only on keys whose names begin as `namedKeys` says. */
  readonly named?: readonly string[];
}

const readItems = ['dynamodb:BatchGetItem', 'dynamodb:GetItem'];

/** Its id, which tells a restored table from the one before. */
const asks = 'dynamodb:DescribeTable';

const writeItems = [
  asks,
  ...readItems,
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];

/**
 * Kinds of access by the names that `lambda/declared/functions.ts` uses. BatchWriteItem is never given: its one permission
 * allows deleting. A transaction is authorised by the actions within it; TransactGetItems by GetItem.
 */
export const tableActions = {
  read: { table: readItems, query: true, transacted: [] },
  name: { table: [asks, ...readItems], query: false, transacted: [], named: ['dynamodb:PutItem'] },
  write: { table: writeItems, query: true, transacted: [] },
  /** Through the whole table as well: what rotates keys must know that nothing is left under the old one. */
  scanWrite: { table: [...writeItems, 'dynamodb:Scan'], query: true, transacted: [] },
  /** New rows together with what they tell of; that a row never takes another's place is the writer's condition. */
  append: { table: [], query: false, transacted: ['dynamodb:PutItem'] },
  readAppend: { table: readItems, query: true, transacted: ['dynamodb:PutItem'] },
} satisfies Readonly<Record<string, TableActions>>;
