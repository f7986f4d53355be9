import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';

/**
 * Acts for each customer for whom something is due, shard by shard. Begins at another shard each minute, so that none is always last, and
 * stops at `until`; what is left stays due. One that cannot be handled does not hold up the others.
 * @param from lists what is due; `lane` names it in log lines
 * @param act answers false when there was nothing to do
 */
export async function sweepDue(
  deps: Pick<Ports, 'now' | 'log'>,
  from: {
    readonly lane: string;
    readonly due: (shard: number, until: Date, first: number) => Promise<readonly string[]>;
    readonly act: (customerId: string) => Promise<boolean>;
  },
  { until, perShard }: { readonly until: Date; readonly perShard: number },
): Promise<{ moved: number; failed: number }> {
  const found = { moved: 0, failed: 0 };
  const first = Math.floor(deps.now().getTime() / 60_000);
  for (let turn = 0; turn < limits.indexShards; turn++) {
    if (deps.now() >= until) return found;
    for (const customerId of await dueIn(deps, from, (first + turn) % limits.indexShards, perShard)) {
      if (deps.now() >= until) return found;
      try {
        if (await from.act(customerId)) found.moved += 1;
      } catch (error) {
        found.failed += 1;
        deps.log.error('due_not_handled', { lane: from.lane, customerId }, error);
      }
    }
  }
  return found;
}

/** What is due in one shard; nothing when it cannot be read now: the next minute comes. */
async function dueIn(
  deps: Pick<Ports, 'now' | 'log'>,
  {
    lane,
    due,
  }: { lane: string; due: (shard: number, until: Date, first: number) => Promise<readonly string[]> },
  shard: number,
  first: number,
): Promise<readonly string[]> {
  try {
    return await due(shard, deps.now(), first);
  } catch (error) {
    deps.log.error('due_not_read', { lane: `${lane}-${shard}` }, error);
    return [];
  }
}
