import { setTimeout as pause } from 'node:timers/promises';

/** Longer than a machine takes to be replaced, and a job to be taken up again. */
const patienceMs = 600_000;

/** Asks again until there is an answer; what fails meanwhile is tried again. @throws Error when it does not come */
export async function patiently<T>(
  look: () => Promise<T | undefined>,
  { everyMs = 500, withinMs = patienceMs } = {},
): Promise<T> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    await pause(everyMs);
  }
  throw new Error('it did not come to pass');
}
