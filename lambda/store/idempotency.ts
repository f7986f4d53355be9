import * as z from 'zod/mini';
import type { ErrorCode } from '../domain/errors.ts';
import type { IdempotencyStore } from '../domain/ports/idempotency.ts';
import { getItem, type Key, type StoreDeps, toExpiry, toItem, write } from './item.ts';

const storedAnswer = z.pipe(
  z.object({
    kind: z.literal('IDEMPOTENCY'),
    id: z.string(),
    inputIndex: z.string(),
    result: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    issues: z.array(z.object({ code: z.string(), path: z.array(z.string()) })),
    keptUntil: z.iso.datetime(),
  }),
  z.transform(({ id, inputIndex, result, issues, keptUntil }) => ({
    id,
    inputIndex,
    result,
    // A code that was worded when the row was written is worded still: codes are never taken away from callers.
    issues: issues.map(({ code, path }) => ({ code: code as ErrorCode, path })),
    expiresAt: keptUntil,
  })),
);

const answerKey = (id: string): Key => ({ pk: `IDM#${id}`, sk: 'IDEMPOTENCY' });

/** First answers: pk `IDM#<blind index>`, sk `IDEMPOTENCY`. An expired one is as good as gone, swept or not. */
export function createIdempotencyStore(deps: StoreDeps): IdempotencyStore {
  return {
    async load(id) {
      const answer = await getItem(deps, storedAnswer, answerKey(id));
      return answer && new Date(answer.expiresAt) > deps.now() ? answer : undefined;
    },
    insert({ expiresAt, ...answer }) {
      const item = { ...answerKey(answer.id), kind: 'IDEMPOTENCY', ...answer, keptUntil: expiresAt };
      return write('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey'], {
        Put: {
          TableName: deps.table,
          Item: toItem({ ...item, expiresAt: toExpiry(expiresAt) }),
          ConditionExpression: 'attribute_not_exists(pk) OR keptUntil <= :now',
          ExpressionAttributeValues: toItem({ ':now': deps.now().toISOString() }),
        },
      });
    },
  };
}
