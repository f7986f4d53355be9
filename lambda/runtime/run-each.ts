import type { Log } from '../domain/ports/log.ts';

/**
 * Does works that have nothing to do with each other, one after the other: one that fails does not hold up the others.
 * @throws Error when one failed, after all were done: the function's own alarm then wakes someone
 */
export async function runEach(
  log: Log,
  works: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<void> {
  let failed = 0;
  for (const [operation, work] of Object.entries(works))
    try {
      await work();
    } catch (error) {
      failed += 1;
      log.error('work_failed', { operation }, error);
    }
  if (failed > 0) throw new Error(`${failed} of ${Object.keys(works).length} works failed`);
}
