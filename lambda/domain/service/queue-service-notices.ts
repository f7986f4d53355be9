import { limits } from '../../declared/limits.ts';
import { queueTermNotice, type TermNoticeDeps } from './queue-term-notice.ts';

/**
 * Queues the notices of terms that end soon (P2.3). Begins at another shard each minute, so that none is always last, and stops at `until`;
 * what is left stays due. One term or shard that cannot be handled does not hold up the others.
 * @param by name of the deployed function that acts
 * @param perShard most terms taken of one shard
 * @returns how many terms moved on, and how many could not be handled.
 */
export async function queueServiceNotices(
  deps: TermNoticeDeps,
  { by, until, perShard }: { by: string; until: Date; perShard: number },
): Promise<{ moved: number; failed: number }> {
  const found = { moved: 0, failed: 0 };
  const first = Math.floor(deps.now().getTime() / 60_000);
  for (let turn = 0; turn < limits.indexShards; turn++) {
    if (deps.now() >= until) return found;
    for (const { customerId, termId } of await dueIn(deps, (first + turn) % limits.indexShards, perShard)) {
      if (deps.now() >= until) return found;
      try {
        const outcome = await queueTermNotice(deps, { customerId, termId, by });
        if (outcome === 'PARKED') found.failed += 1;
        else if (outcome !== 'WAITING') found.moved += 1;
      } catch (error) {
        found.failed += 1;
        deps.log.error('term_not_handled', { customerId }, error);
      }
    }
  }
  return found;
}

/** What is due in one shard; nothing when it cannot be read now: the next minute comes. */
async function dueIn(deps: TermNoticeDeps, shard: number, first: number) {
  try {
    return await deps.serviceTerms.due(shard, deps.now(), first);
  } catch (error) {
    deps.log.error('due_not_read', { lane: `terms-${shard}` }, error);
    return [];
  }
}
