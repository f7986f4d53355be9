import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import type { Write } from '../domain/ports/commit.ts';
import type { Now } from '../domain/ports/now.ts';
import { plainItem } from './plain-item.ts';

/** What a store of the records table is made from. */
export interface StoreDeps {
  readonly dynamo: DynamoDBClient;
  /** Name of the records table. */
  readonly table: string;
  readonly now: Now;
}

/** An item in the table's own format. */
export type Item = Record<string, AttributeValue>;

/** Full key of an item of the records table. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Attributes and the values they must have; `undefined` asks that the attribute is absent. */
export type Expected = Readonly<Record<string, unknown>>;

/** Partition of everything that goes with a customer. */
export const customerKey = (customerId: string): string => `CUS#${customerId}`;

/** Unix seconds, rounded up: the form of the expiry attribute. */
export const toExpiry = (instant: Date | string): number => Math.ceil(new Date(instant).getTime() / 1000);

/** Plain values to a table item; `undefined` members are left out. */
export function toItem(value: object): Item {
  return marshall(value, { removeUndefinedValues: true });
}

/** A table item, parsed. @throws DomainError INTEGRITY_VIOLATION when it does not have the shape; no value is named. */
export function fromItem<T>(schema: z.ZodMiniType<T>, item: Item): T {
  const parsed = z.safeParse(schema, plainItem(item));
  if (!parsed.success) throw new DomainError('INTEGRITY_VIOLATION');
  return parsed.data;
}

/** Bytes that a key may have. Source: Amazon DynamoDB Developer Guide, "Quotas", primary keys. */
const longestKey = { pk: 2048, sk: 1024 } as const;

/** One strongly consistent read of a parsed item; undefined when there is none. */
export async function getItem<T>(
  { dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>,
  schema: z.ZodMiniType<T>,
  key: Key,
): Promise<T | undefined> {
  // An id may come from whoever asks: what cannot be a key is nowhere.
  if (Buffer.byteLength(key.pk) > longestKey.pk || Buffer.byteLength(key.sk) > longestKey.sk)
    return undefined;
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: table, Key: toItem(key), ConsistentRead: true }),
  );
  return Item && fromItem(schema, Item);
}

/** Puts an item where there is none. */
export function putNew<T extends Key>(
  table: string,
  item: T,
  refusal: ErrorCode,
  refusalPath: readonly string[] = [],
): Write {
  return write(refusal, refusalPath, {
    Put: { TableName: table, Item: toItem(item), ConditionExpression: 'attribute_not_exists(pk)' },
  });
}

/** Puts an item over whatever is there. */
export function putAlways<T extends Key>(table: string, item: T): Write {
  return write('STALE_REVISION', [], { Put: { TableName: table, Item: toItem(item) } });
}

/** Puts an item over one that still has the expected attributes. */
export function putWhile<T extends Key>(
  table: string,
  item: T,
  expected: Expected,
  refusal: ErrorCode = 'STALE_REVISION',
  refusalPath: readonly string[] = [],
): Write {
  return write(refusal, refusalPath, {
    Put: { TableName: table, Item: toItem(item), ...whileIs(expected) },
  });
}

/** Puts the next version of an item over the one it was made from; without one, where there is none. */
export function putVersion<T extends Key>(
  table: string,
  before: { readonly version: number } | undefined,
  item: T,
): Write {
  return before ? putWhile(table, item, { version: before.version }) : putNew(table, item, 'STALE_REVISION');
}

/** Changes nothing; holds while an item has the expected attributes. */
export function checkWhile(
  table: string,
  key: Key,
  expected: Expected,
  refusal: ErrorCode = 'STALE_REVISION',
): Write {
  return write(refusal, [], {
    ConditionCheck: { TableName: table, Key: toItem(pick(key)), ...whileIs(expected) },
  });
}

/** Deletes an item, or nothing when it is gone already. */
export function deleteAlways(table: string, key: Key): Write {
  return write('STALE_REVISION', [], { Delete: { TableName: table, Key: toItem(pick(key)) } });
}

/** A condition that attributes have the expected values, in the form that expressions of the table take. */
export function whileIs(expected: Expected): {
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues?: Item;
} {
  const entries = Object.entries(expected);
  const values = Object.fromEntries(
    entries.flatMap(([, value], n) => (value === undefined ? [] : [[`:e${n}`, value]])),
  );
  return {
    ConditionExpression: entries
      .map(([, value], n) => (value === undefined ? `attribute_not_exists(#e${n})` : `#e${n} = :e${n}`))
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], n) => [`#e${n}`, name])),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: toItem(values) } : {}),
  };
}

/** A row of a transaction, as `commit` takes it. */
export function write(refusal: ErrorCode, refusalPath: readonly string[], item: TransactWriteItem): Write {
  return { refusal, refusalPath, item };
}

const pick = ({ pk, sk }: Key): Key => ({ pk, sk });
