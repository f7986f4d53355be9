import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../domain/errors.ts';
import type { Write } from '../domain/ports/commit.ts';
import { getEach } from './get-each.ts';
import { deleteAlways, type Item, type Key, putNew, type StoreDeps, toItem } from './item.ts';

const placeForm = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z#[0-9A-Za-z#-]{1,80}$/;

/** A row that puts something into a list: pk the list's name, sk `<instant>#<id>`. For lists that staff fill, by hand. */
export function listRow(table: string, list: string, at: string, id: string): Write {
  return putNew(table, { pk: list, sk: `${at}#${id}`, kind: 'LISTED' }, 'STALE_REVISION');
}

/** Takes it out again, by the instant it was put in under. */
export function removeFromList(table: string, list: string, at: string, id: string): Write {
  return deleteAlways(table, { pk: list, sk: `${at}#${id}` });
}

/** One page of a list, newest first. */
export interface ListedPage<Entry> {
  readonly entries: readonly Entry[];
  readonly hasNextPage: boolean;
}
/** What a list names, and where. */
export interface ListedEntry {
  readonly id: string;
  readonly cursor: string;
}

/** @throws DomainError INVALID_FORMAT at `after` for a cursor that is none */
export async function readList(
  { dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>,
  list: string,
  first: number,
  after: string | undefined,
): Promise<ListedPage<ListedEntry>> {
  const from = after === undefined ? undefined : Buffer.from(after, 'base64url').toString();
  if (from !== undefined && !placeForm.test(from)) throw new DomainError('INVALID_FORMAT', ['after']);
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :list',
      ExpressionAttributeValues: toItem({ ':list': list }),
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: first + 1,
      ...(from !== undefined && { ExclusiveStartKey: toItem({ pk: list, sk: from }) }),
    }),
  );
  const places = Items.slice(0, first).map(({ sk }) => sk?.S ?? '');
  return {
    entries: places.map((place) => ({
      id: place.slice(place.indexOf('#') + 1),
      cursor: Buffer.from(place).toString('base64url'),
    })),
    hasNextPage: Items.length > first,
  };
}

/**
 * The same page with the rows that it names, read for themselves; one that is gone, or was put there from elsewhere, is left out.
 * @throws DomainError INVALID_FORMAT at `after` for a cursor that is none
 */
export async function readListed<T>(
  deps: Pick<StoreDeps, 'dynamo' | 'table'>,
  page: {
    readonly list: string;
    keyOf(id: string): Key;
    readonly first: number;
    readonly after: string | undefined;
  },
  read: (row: Item, entry: ListedEntry) => T,
): Promise<ListedPage<T>> {
  const { entries, hasNextPage } = await readList(deps, page.list, page.first, page.after);
  const rows = await getEach(
    deps,
    entries.map(({ id }) => page.keyOf(id)),
  );
  const found = entries.flatMap((entry, n) => {
    const row = rows[n];
    return row?.id?.S === entry.id ? [read(row, entry)] : [];
  });
  return { entries: found, hasNextPage };
}
