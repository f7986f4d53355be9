import { batchGet } from './batch-get.ts';
import { type Item, type Key, type StoreDeps, toItem } from './item.ts';

/**
 * The items at these keys of one table, in their order; undefined where there is none. At most 100 keys, each once.
 * @throws DomainError TEMPORARILY_UNAVAILABLE when the table goes on putting some off
 */
export async function getEach(
  { dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>,
  keys: readonly Key[],
): Promise<readonly (Item | undefined)[]> {
  if (keys.length === 0) return [];
  const wanted = keys.map(({ pk, sk }) => toItem({ pk, sk }));
  const found = (await batchGet(dynamo, { [table]: wanted }))[table] ?? [];
  const byKey = new Map(found.map((item) => [nameOf(item.pk?.S, item.sk?.S), item]));
  return keys.map(({ pk, sk }) => byKey.get(nameOf(pk, sk)));
}

const nameOf = (pk = '', sk = ''): string => `${pk} ${sk}`;
