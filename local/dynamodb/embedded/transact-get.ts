import { invalid } from './api-error.ts';
import { actionOf, answerOf, validated } from './dynalite.ts';
import type { Engine } from './engine.ts';
import { transactItems } from './transact-write.ts';

const getItem = actionOf('GetItem');

/** TransactGetItems: up to 100 items as they stood at one moment, in order; a missing one is `{}`. */
export function transactGet(engine: Engine, body: Record<string, unknown>): Promise<Record<string, unknown>> {
  const requests = transactItems(body).map((entry) => {
    if (!entry.Get) throw invalid('TransactItems can only contain Get');
    return validated(engine.store, 'GetItem', entry.Get);
  });
  // In the writers' queue no write can fall between two of the reads.
  return engine.exclusive(async () => {
    const Responses: unknown[] = [];
    for (const request of requests) {
      const answer = await answerOf<Record<string, unknown>>((done) => getItem(engine.store, request, done));
      Responses.push(answer.Item ? { Item: answer.Item } : {});
    }
    return { Responses };
  });
}
