import { type DynamoDBClient, paginateQuery, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { CustomerRowStore, StoredRow } from '../domain/erasure/erasure-ports.ts';
import type { Mail } from '../domain/mail/mail.ts';
import type { Write } from '../domain/ports/commit.ts';
import { profileKey } from './customer-item.ts';
import { dueCustomers } from './due-index.ts';
import { customerKey, type Item, type Key, toItem, write } from './item.ts';
import { mailOf, storedMail } from './mail-item.ts';

interface Deps {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
}

/** What is stored of a customer, in the own partition and, by the `owner` index, elsewhere. */
export function createCustomerRowStore({ dynamo, table }: Deps): CustomerRowStore {
  const deps = { dynamo, table };
  return {
    own: (customerId) =>
      rowsOf(deps, {
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': customerKey(customerId) }),
        ProjectionExpression: 'pk, sk, id, classes, basis, passedOnAt, #kind, #state, #result',
        ExpressionAttributeNames: { '#kind': 'kind', '#state': 'state', '#result': 'result' },
      }),
    elsewhere: (customerId) =>
      rowsOf(deps, {
        IndexName: 'owner',
        KeyConditionExpression: 'ownerId = :id',
        ExpressionAttributeValues: toItem({ ':id': customerId }),
      }),
    pendingMails: (customerId) => pendingMails(deps, customerId),
    remove(customerId, { pk, sk }) {
      const Key = toItem({ pk, sk });
      if (pk === customerKey(customerId))
        return write('STALE_REVISION', [], { Delete: { TableName: table, Key } });
      return write('STALE_REVISION', [], {
        Delete: {
          TableName: table,
          Key,
          ConditionExpression: 'attribute_not_exists(pk) OR ownerId = :id',
          ExpressionAttributeValues: toItem({ ':id': customerId }),
        },
      });
    },
    reduce: (row, without, set) =>
      reduced(table, row, 'state' in set ? [...without, 'dueShard', 'dueAt'] : without, set),
    dropBlobs: (customerId, classes) =>
      reduced(
        table,
        profileKey(customerId),
        classes.map((one) => `blob_${one}`),
        {},
      ),
    retentionDue: (shard, until, first) => dueCustomers(deps, 'RETENTION', { shard, until, first }),
  };
}

/** An item that stays, without some attributes and with others set. */
function reduced(
  table: string,
  { pk, sk }: Key,
  without: readonly string[],
  set: Readonly<Record<string, string>>,
): Write {
  const names = Object.keys(set);
  const expression = [
    ...(names.length > 0 ? [`SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`] : []),
    ...(without.length > 0 ? [`REMOVE ${without.map((name) => `#${name}`).join(', ')}`] : []),
  ];
  const values = Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value]));
  return write('STALE_REVISION', [], {
    Update: {
      TableName: table,
      Key: toItem({ pk, sk }),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: expression.join(' '),
      ExpressionAttributeNames: Object.fromEntries([...without, ...names].map((name) => [`#${name}`, name])),
      ...(names.length > 0 && { ExpressionAttributeValues: toItem(values) }),
    },
  });
}

async function rowsOf({ dynamo, table }: Deps, query: Omit<QueryCommandInput, 'TableName'>) {
  const found: StoredRow[] = [];
  for await (const { Items = [] } of paginateQuery({ client: dynamo }, { TableName: table, ...query }))
    found.push(...Items.map(rowOf));
  return found;
}

const rowOf = ({ pk, sk, kind, id, state, result, basis, passedOnAt, classes }: Item): StoredRow => ({
  pk: pk?.S ?? '',
  sk: sk?.S ?? '',
  kind: kind?.S ?? '',
  id: id?.S,
  state: state?.S,
  result: result?.S,
  basis: basis?.S,
  passedOnAt: passedOnAt?.S,
  classes: classes?.L?.flatMap(({ S }) => S ?? []),
});

/** What cannot be read is no mail that could be sent: it goes with all rows. */
async function pendingMails({ dynamo, table }: Deps, customerId: string): Promise<readonly Mail[]> {
  const pages = paginateQuery(
    { client: dynamo },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :mail)',
      FilterExpression: 'attribute_exists(dueAt)',
      ExpressionAttributeValues: toItem({ ':pk': customerKey(customerId), ':mail': 'MAIL#' }),
    },
  );
  const found: Mail[] = [];
  for await (const { Items = [] } of pages)
    for (const item of Items) {
      const row = z.safeParse(storedMail, unmarshall(item));
      if (row.success && row.data.customerId === customerId) found.push(mailOf(row.data));
    }
  return found;
}
