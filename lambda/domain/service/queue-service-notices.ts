import { type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import { queueTermNotice, type TermNoticeDeps } from './queue-term-notice.ts';

/**
 * Queues the notices of terms that end soon (P2.3).
 * @param by name of the deployed function that acts
 * @param perShard most terms taken of one shard
 * @returns how many terms moved on, and how many could not be handled.
 */
export async function queueServiceNotices(
  deps: TermNoticeDeps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<Swept> {
  const from = {
    lane: 'terms',
    fault: 'term_not_handled',
    due: deps.serviceTerms.due,
    act: async (term: { customerId: string; termId: string }) => {
      const outcome = await queueTermNotice(deps, { ...term, by });
      if (outcome === 'PARKED') return 'FAILED';
      return outcome === 'WAITING' ? 'WAITING' : 'MOVED';
    },
  } as const;
  return sweepDue(deps, from, sweep);
}
