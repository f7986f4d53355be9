import {
  type AttributeValue,
  PutItemCommand,
  type PutItemCommandInput,
  paginateScan,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { TableId } from '../../lambda/declared/tables.ts';
import type { TestCloud } from './cloud.ts';

export type Item = Record<string, AttributeValue>;
export type Tables = Readonly<Record<TableId, readonly Item[]>>;

/** Every item there is, read past the product. */
export async function scanTables(cloud: TestCloud): Promise<Tables> {
  const [records, keys, audit] = await Promise.all([
    scanTable(cloud, 'records'),
    scanTable(cloud, 'keys'),
    scanTable(cloud, 'audit'),
  ]);
  return { records, keys, audit };
}

async function scanTable(
  cloud: TestCloud,
  id: TableId,
  filter: Pick<
    ScanCommandInput,
    'FilterExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  > = {},
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const input = { TableName: cloud.tableNames[id], ConsistentRead: true, ...filter };
  for await (const { Items = [] } of paginateScan({ client: cloud.direct }, input)) items.push(...Items);
  return items;
}

export const textOf = (item: Item | undefined, name: string): string => item?.[name]?.S ?? '';

/** Items of the records table by their `kind`. */
export async function recordsOf(cloud: TestCloud, kind: string): Promise<readonly Item[]> {
  return scanTable(cloud, 'records', {
    FilterExpression: '#kind = :kind',
    ExpressionAttributeNames: { '#kind': 'kind' },
    ExpressionAttributeValues: { ':kind': { S: kind } },
  });
}

/** Writes an item as nobody but an intruder could. */
export async function overwrite(
  cloud: TestCloud,
  table: TableId,
  item: NonNullable<PutItemCommandInput['Item']>,
): Promise<void> {
  await cloud.direct.send(new PutItemCommand({ TableName: cloud.tableNames[table], Item: item }));
}

/**
 * What is different between two scans: `+`, `-` or `~`, the table, and the kind of the item (of an audit row: its action), sorted. Items that
 * stayed as they were are not named, nor what a process adds for itself when it first does something: keys of the product, lanes of the trail.
 */
export function changes(before: Tables, after: Tables): readonly string[] {
  const found: string[] = [];
  for (const id of ['records', 'keys', 'audit'] as const) {
    const old = byKey(before[id]);
    const young = byKey(after[id]);
    for (const [key, item] of young) {
      const was = old.get(key);
      if (was === undefined && kindOf(item) !== '') found.push(`+ ${id} ${kindOf(item)}`);
      else if (was !== undefined && said(was) !== said(item)) found.push(`~ ${id} ${kindOf(item)}`);
    }
    for (const [key, item] of old) if (!young.has(key)) found.push(`- ${id} ${kindOf(item)}`);
  }
  return found.sort((one, other) => (one < other ? -1 : 1));
}

const byKey = (items: readonly Item[]) =>
  new Map(
    items.map((item) => [['pk', 'sk', 'lane', 'seq'].map((name) => textOf(item, name)).join(' '), item]),
  );

/** Empty for keys of the product itself and for the rows that open a lane. */
function kindOf(item: Item): string {
  const isSubjects = /^(?:cor-)?[0-9A-Z]{26}$/.test(textOf(item, 'pk'));
  return textOf(item, 'kind') || textOf(item, 'action') || (isSubjects ? 'KEYS' : '');
}

const said = (item: Item): string =>
  JSON.stringify(
    Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)),
    (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value),
  );
