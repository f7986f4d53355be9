import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../domain/errors.ts';
import type { Counter, CounterStore } from '../domain/ports/counters.ts';
import { type StoreDeps, toItem, write } from './item.ts';

/** Counters in fixed windows: pk `CNT#<key>#<start of the window>`, sk `COUNTER`. A past window is never read again, and swept. */
export function createCounterStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): CounterStore {
  return {
    add: (counter, amount, refusal) => ({
      ...write(refusal, [], { Update: addition(table, counter, amount) }),
      retryAfterSeconds: secondsLeft(counter),
    }),
    async take(counter, amount, refusal) {
      try {
        await dynamo.send(new UpdateItemCommand(addition(table, counter, amount)));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new DomainError(refusal, [], { retryAfterSeconds: secondsLeft(counter) });
      }
    },
  };
}

/** Until the window ends and another begins. */
function secondsLeft({ windowSeconds, now }: Counter): number {
  return Math.ceil(windowSeconds - ((now.getTime() / 1000) % windowSeconds));
}

function addition(table: string, { key, limit, windowSeconds, now }: Counter, amount: number) {
  const start = Math.floor(now.getTime() / 1000 / windowSeconds) * windowSeconds;
  const room = limit - amount;
  return {
    TableName: table,
    Key: toItem({ pk: `CNT#${key}#${start}`, sk: 'COUNTER' }),
    UpdateExpression: 'ADD used :amount SET expiresAt = :expiresAt, kind = :kind',
    // More than the whole limit never fits, not even into a window that nobody has used.
    ConditionExpression: room < 0 ? 'used <= :room' : 'attribute_not_exists(used) OR used <= :room',
    ExpressionAttributeValues: toItem({
      ':amount': amount,
      ':room': room,
      ':expiresAt': start + 2 * windowSeconds,
      ':kind': 'COUNTER',
    }),
  };
}
