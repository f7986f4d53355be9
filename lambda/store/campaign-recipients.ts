import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod/mini';
import type { tables } from '../declared/tables.ts';
import { DomainError } from '../domain/errors.ts';
import type { CampaignRecipient, RecipientPage } from '../domain/ports/campaigns.ts';
import { batchGet } from './batch-get.ts';
import { stateKey, storedState } from './consents.ts';
import { contactStateKey, storedContactState } from './contact-states.ts';
import { idIn, startKey } from './customer-cursor.ts';
import { listShards, profileKey, storedCustomer } from './customer-item.ts';
import { fromItem, type Item, type Key, toItem } from './item.ts';
import { ownedBy } from './owned-row.ts';

interface IndexDeps {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
}

const indexName = 'customers' satisfies keyof typeof tables.records.indexes;
/** A batch reads 100 items: three of each customer. */
const customersPerBatch = 32;

/**
 * Customers of one segment, which is a shard of their list, behind a place in it. The index only says who: what a campaign judges by comes
 * from the table, strongly consistent. What cannot be read of one customer does not hold up the others.
 */
export async function readRecipients(
  deps: IndexDeps,
  segment: number,
  after: string | undefined,
  first: number,
): Promise<RecipientPage> {
  const listShard = listShards[segment];
  if (listShard === undefined) throw new RangeError('there is no such segment');
  const { Items = [], LastEvaluatedKey } = await deps.dynamo.send(
    new QueryCommand({
      TableName: deps.table,
      IndexName: indexName,
      KeyConditionExpression: 'listShard = :shard',
      ExpressionAttributeValues: toItem({ ':shard': listShard }),
      ProjectionExpression: 'listSort',
      Limit: first,
      ...(after !== undefined && { ExclusiveStartKey: startKey({ listShard, listSort: after }) }),
    }),
  );
  const places = Items.map(({ listSort }) => listSort?.S ?? '');
  const batches = Array.from({ length: Math.ceil(places.length / customersPerBatch) }, (_, n) =>
    places.slice(n * customersPerBatch, (n + 1) * customersPerBatch),
  );
  const read = await Promise.all(batches.map((batch) => readBatch(deps, batch)));
  return { recipients: read.flat(), isLast: LastEvaluatedKey === undefined };
}

async function readBatch(
  { dynamo, table }: IndexDeps,
  places: readonly string[],
): Promise<CampaignRecipient[]> {
  const ids = places.map(idIn);
  const keys = ids.flatMap((id) => keysOf(id).map(toItem));
  const found = new Map(
    ((await batchGet(dynamo, { [table]: keys }))[table] ?? []).map((item) => [nameOf(item), item]),
  );
  return places.map((cursor, n) => {
    const id = ids[n] ?? '';
    const [customer, consents, contact] = [
      readAs(storedCustomer, found.get(nameOf(toItem(profileKey(id))))),
      readAs(storedState, found.get(nameOf(toItem(stateKey(id))))),
      readAs(storedContactState, found.get(nameOf(toItem(contactStateKey(id))))),
    ];
    const isWhole = customer?.id === id && contact?.customerId === id && consents?.customerId === id;
    return {
      customerId: id,
      cursor,
      known: isWhole
        ? { customer: withoutBlobs(customer), consents: ownedBy(id, consents), contact }
        : undefined,
    };
  });
}

const keysOf = (id: string): readonly Key[] => [profileKey(id), stateKey(id), contactStateKey(id)];
const nameOf = ({ pk, sk }: Item): string => `${pk?.S} ${sk?.S}`;

/** A page of campaigns holds no sealed values: they are not needed, and they are most of what a customer's row weighs. */
const withoutBlobs = ({ id, language, state }: z.output<typeof storedCustomer>) => ({ id, language, state });

/** Undefined when there is none, or it is not what is stored there. */
function readAs<T>(schema: z.ZodMiniType<T>, item: Item | undefined): T | undefined {
  try {
    return item && fromItem(schema, item);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INTEGRITY_VIOLATION') return undefined;
    throw error;
  }
}
