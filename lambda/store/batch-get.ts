import { setTimeout as pause } from 'node:timers/promises';
import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import type { Item } from './item.ts';

/**
 * At most 100 items of several tables, each key once, in one strongly consistent batch. What the table puts off for lack of capacity is
 * asked for again, ever later. Not a snapshot: a transaction may land between two of its items.
 * @param only names of attributes; without them whole items
 * @returns the items found, by table, in no order
 * @throws DomainError TEMPORARILY_UNAVAILABLE when items stay put off
 */
export async function batchGet(
  dynamo: DynamoDBClient,
  keys: Readonly<Record<string, readonly Item[]>>,
  only?: readonly string[],
): Promise<Readonly<Record<string, readonly Item[]>>> {
  const found: Record<string, Item[]> = {};
  let asked: NonNullable<BatchGetItemCommandOutput['UnprocessedKeys']> = Object.fromEntries(
    Object.entries(keys).map(([table, wanted]) => [
      table,
      { Keys: [...wanted], ConsistentRead: true, ...projectionOf(only) },
    ]),
  );
  for (let attempt = 0; attempt < limits.transactAttempts; attempt++) {
    if (attempt > 0) await pause(Math.min(20 * 2 ** attempt, 300));
    const answer: BatchGetItemCommandOutput = await dynamo.send(
      new BatchGetItemCommand({ RequestItems: asked }),
    );
    for (const [table, items] of Object.entries(answer.Responses ?? {})) {
      found[table] = [...(found[table] ?? []), ...items];
    }
    asked = answer.UnprocessedKeys ?? {};
    if (Object.keys(asked).length === 0) return found;
  }
  throw new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: 2 });
}

/** A name may be a reserved word of DynamoDB. */
const projectionOf = (only: readonly string[] | undefined) =>
  only && {
    ProjectionExpression: only.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(only.map((name) => [`#${name}`, name])),
  };
