import type { DynamoDBClient, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { cursorOf, startKey } from '../../lambda/store/customer-cursor.ts';
import { listShards, shardOf } from '../../lambda/store/customer-item.ts';
import { storeThese } from './stored-customers.ts';

/**
 * A list of as many customers as one likes: what is asked of its index is answered from memory, as DynamoDB would, and of all these customers those
 * alone are stored, in the table behind, that somebody is about to read. So a million fit a machine, and each call is one that the table sees.
 */
export function generatedList(dynamo: DynamoDBClient, ports: Parameters<typeof storeThese>[0]) {
  const shards = new Map(listShards.map((shard) => [shard, [] as string[]]));
  const stored = new Set<string>();
  const month = ports.now().toISOString().slice(0, 7);
  const sortOf = (id: string) => `${month}#${id}`;

  const answer = ({ ExpressionAttributeValues, ExclusiveStartKey, Limit = 1000 }: QueryCommandInput) => {
    const listShard = ExpressionAttributeValues?.[':shard']?.S ?? '';
    const ids = shards.get(listShard) ?? [];
    const from =
      ExclusiveStartKey === undefined ? 0 : firstAfter(ids, ExclusiveStartKey.listSort?.S ?? '', sortOf);
    const found = ids.slice(from, from + Limit).map(sortOf);
    const last = found.at(-1);
    const isMore = from + Limit < ids.length && last !== undefined;
    return {
      Items: found.map((listSort) => ({ listSort: { S: listSort } })),
      ...(isMore && { LastEvaluatedKey: startKey({ listShard, listSort: last }) }),
    };
  };
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const input = args.input as QueryCommandInput;
        if (commandName !== 'QueryCommand' || input.IndexName !== 'customers') return next(args);
        return { output: { $metadata: {}, ...answer(input) }, response: {} };
      },
    // Behind what counts the calls.
    { step: 'initialize', priority: 'low' },
  );

  const all = (): readonly string[] => [...shards.values()].flat();
  return {
    /** Has so many customers in the list. @returns all their ids, in its order */
    grow(size: number): readonly string[] {
      for (let had = all().length; had < size; had++) {
        const id = ports.random.id();
        shards.get(shardOf(id))?.push(id);
      }
      for (const ids of shards.values()) ids.sort();
      return all();
    },
    /** Stores those of them who are not. */
    async store(ids: readonly string[]): Promise<void> {
      const missing = [...new Set(ids)].filter((id) => !stored.has(id));
      await storeThese(ports, missing);
      for (const id of missing) stored.add(id);
    },
    /** Where the list goes on behind a customer. */
    behind: (id: string): string => cursorOf(sortOf(id)),
  };
}

/** Of ids in order, the place of the first whose sort key comes behind another. */
function firstAfter(ids: readonly string[], sort: string, sortOf: (id: string) => string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sortOf(ids[middle] ?? '') > sort) high = middle;
    else low = middle + 1;
  }
  return low;
}
