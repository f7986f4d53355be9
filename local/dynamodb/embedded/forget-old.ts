import type { Engine } from './engine.ts';
import { type Del, type Put, place, under } from './level.ts';
import type { StreamRecord } from './stream-record.ts';
import { type KeptToken, tokenMilliseconds } from './transaction-token.ts';

const streamSeconds = 24 * 3600;

/** Drops what DynamoDB too would have forgotten: stream records after 24 hours, transaction tokens after 10 minutes. */
export async function forgetOld(engine: Engine): Promise<void> {
  const { db } = engine.store;
  const writes: (Put | Del)[] = [];
  for await (const [key, value] of db.iterator(under(place.tokens))) {
    if ((value as KeptToken).at + tokenMilliseconds <= engine.now()) writes.push({ type: 'del', key });
  }
  const newest = new Map<string, number>();
  for await (const [key, value] of db.iterator(under('stream~'))) {
    const { dynamodb } = value as StreamRecord;
    if (dynamodb.ApproximateCreationDateTime + streamSeconds > engine.now() / 1000) continue;
    writes.push({ type: 'del', key });
    newest.set(key.split('~')[1] ?? '', Number(dynamodb.SequenceNumber));
  }
  for (const [table, value] of newest) writes.push({ type: 'put', key: place.trimmed(table), value });
  if (writes.length > 0) await engine.exclusive(() => db.batch(writes));
}
