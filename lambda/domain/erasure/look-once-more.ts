import type { DataClass } from '../access.ts';
import type { Erasure } from './erasure.ts';
import { type ErasureDeps, recordStep } from './record-step.ts';
import { fateOf } from './what-goes.ts';

/**
 * Looks for what an erasure destroyed: what was being written while it ran, or came back from a backup. Where there is any, the erasure begins
 * anew at the step that destroys it.
 * @returns `there`: classes that have keys
 */
export async function lookOnceMore(
  deps: ErasureDeps,
  erasure: Erasure,
): Promise<{ readonly begunAnew: Erasure | undefined; readonly there: readonly DataClass[] }> {
  const { customerId, left } = erasure;
  const there = await deps.keyShredding.classes(customerId);
  // Whoever is not going may have given something anew: that is theirs, and stays.
  const isGoing = left.length === 0 || (await deps.customers.record(customerId))?.state === 'ERASING';
  const again = isGoing ? await stepAgain(deps, erasure, there) : undefined;
  if (!again) return { begunAnew: undefined, there };
  deps.log.warn('erasure_not_whole', { customerId, state: again });
  const next = { step: again, doneAt: undefined, certifiableAt: undefined } as const;
  return { begunAnew: await recordStep(deps, erasure, next, []), there };
}

/** Where an erasure begins anew; undefined when nothing is there of what it destroyed. @param there classes that have keys */
async function stepAgain(
  { customerRows, now }: Pick<ErasureDeps, 'customerRows' | 'now'>,
  erasure: Erasure,
  there: readonly DataClass[],
): Promise<'KEYS' | 'LOOKUPS' | undefined> {
  const { customerId, left } = erasure;
  const at = now().toISOString();
  if (there.some((one) => !left.includes(one))) return 'KEYS';
  const found = await Promise.all([customerRows.elsewhere(customerId), customerRows.own(customerId)]);
  // Where a processor has something changes nothing of what goes here.
  const judged = { ...erasure, isAtProcessor: false };
  return found.flat().some((row) => fateOf(row, judged, at).kind === 'GOES') ? 'LOOKUPS' : undefined;
}
