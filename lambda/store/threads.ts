import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import type { Thread, ThreadStore } from '../domain/ports/inbound.ts';
import { dateAfter } from '../domain/span.ts';
import { batchGet } from './batch-get.ts';
import { fromItem, type Key, type StoreDeps, toExpiry, toItem, write } from './item.ts';

const stored = z.object({
  kind: z.literal('THREAD'),
  pk: z.string(),
  ownerId: z.string(),
  reference: z.string(),
  expiresAt: z.int(),
});

const keyOf = (index: string): Key => ({ pk: `MSG#${index}`, sk: 'THREAD' });

/**
 * Which request a message id belongs to: pk `MSG#<blind index>`, sk `THREAD`. It says nothing of who may write there: whoever asks compares
 * the subject. Erasure finds it by its `ownerId`. Swept after `limits.threadDays`, and not found from then on.
 */
export function createThreadStore({ dynamo, table, now }: StoreDeps): ThreadStore {
  return {
    async find(messageIdIndexes) {
      const asked = [...new Set(messageIdIndexes)];
      const known = new Map<string, Thread>();
      for (let from = 0; from < asked.length; from += batchSize) {
        const keys = asked.slice(from, from + batchSize).map((index) => toItem(keyOf(index)));
        const rows = (await batchGet(dynamo, { [table]: keys }))[table] ?? [];
        for (const row of rows) {
          const { pk, ownerId, reference, expiresAt } = fromItem(stored, row);
          if (expiresAt * 1000 > now().getTime()) known.set(pk, { subjectId: ownerId, reference });
        }
      }
      return asked.map((index) => known.get(keyOf(index).pk)).find((thread) => thread !== undefined);
    },
    put(messageIdIndexes, { subjectId, reference }) {
      const end = dateAfter(now(), { days: limits.threadDays });
      return [...new Set(messageIdIndexes)].map((index) =>
        write('STALE_REVISION', [], {
          Update: {
            TableName: table,
            Key: toItem(keyOf(index)),
            UpdateExpression: `SET ${names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}`,
            ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: toItem({
              ':kind': 'THREAD',
              ':ownerId': subjectId,
              ':reference': reference,
              ':expiresAt': toExpiry(end),
            }),
          },
        }),
      );
    },
  };
}

/** Keys of one batch. */
const batchSize = 100;
const names = ['kind', 'ownerId', 'reference', 'expiresAt'] as const;
