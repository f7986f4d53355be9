import { LRUCache } from 'lru-cache';
import { DomainError } from '../domain/errors.ts';
import { networkOf, type Origin, type Viewer } from '../domain/viewer.ts';

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * A token bucket per caller, in this process: it takes the edge off a flood and costs no call. What must hold across processes (budgets,
 * registrations) is counted in the table.
 * @returns a function that throws DomainError RATE_LIMITED with the seconds to wait
 */
export function createRateLimit(deps: { perMinute: number; now: () => Date }): (caller: string) => void {
  const buckets = new LRUCache<string, Bucket>({ max: 10_000 });
  const perMillisecond = deps.perMinute / 60_000;
  return (caller) => {
    const at = deps.now().getTime();
    const before = buckets.get(caller) ?? { tokens: deps.perMinute, at };
    const tokens = Math.min(deps.perMinute, before.tokens + Math.max(0, at - before.at) * perMillisecond);
    if (tokens < 1) {
      const retryAfterSeconds = Math.ceil((1 - tokens) / perMillisecond / 1000);
      throw new DomainError('RATE_LIMITED', [], { retryAfterSeconds });
    }
    buckets.set(caller, { tokens: tokens - 1, at });
  };
}

/** Whom requests are counted for: whoever is signed in, or an address. */
export function callerOf(viewer: Viewer): string {
  switch (viewer.kind) {
    case 'visitor':
      return visitorFrom(viewer.origin);
    case 'customer':
      return `customer ${viewer.issuer} ${viewer.subject}`;
    case 'staff':
      return `staff ${viewer.subject}`;
    case 'service':
      return `service ${viewer.clientId}`;
  }
}

export const visitorFrom = (origin: Origin): string => `visitor ${networkOf(origin)}`;
