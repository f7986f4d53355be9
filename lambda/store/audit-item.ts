import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { StoredRow, StoredValue } from '../domain/audit/stored-row.ts';

/** The one way anything gets into the audit table: a put that never replaces. */
export function putAuditRow(tableName: string, row: StoredRow): TransactWriteItem {
  return {
    Put: {
      TableName: tableName,
      Item: itemOfRow(row),
      ConditionExpression: 'attribute_not_exists(#lane)',
      ExpressionAttributeNames: { '#lane': 'lane' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

export function itemOfRow(row: StoredRow): Record<string, AttributeValue> {
  const item: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(row)) item[name] = attributeOf(value);
  return item;
}

/** Accepts what a query answers and what a stream record carries (binary as base64). */
export function rowOfItem(item: Readonly<Record<string, AttributeValue>>): StoredRow {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, storedValueOf(value)]));
}

function attributeOf(value: StoredValue): AttributeValue {
  return typeof value === 'string' ? { S: value } : { L: value.map((S) => ({ S })) };
}

function storedValueOf(value: AttributeValue): StoredValue {
  if (value.S !== undefined) return value.S;
  const texts = value.L?.map((entry) => entry.S);
  if (texts?.every((text) => text !== undefined)) return texts;
  // No honest row holds such a text, so the row's hash will not fit.
  return `\u0000${JSON.stringify(value)}`;
}
