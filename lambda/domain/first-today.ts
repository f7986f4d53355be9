import { DomainError } from './errors.ts';
import type { Ports } from './ports.ts';

/** Whether something is told for the first time in a day: what lasts need not wake someone every minute. */
export async function isFirstToday(deps: Pick<Ports, 'counters' | 'now'>, key: string): Promise<boolean> {
  try {
    await deps.counters.take({ key, limit: 1, windowSeconds: 86_400, now: deps.now() }, 1, 'RATE_LIMITED');
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'RATE_LIMITED') return false;
    throw error;
  }
}
