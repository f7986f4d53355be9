import { LRUCache } from 'lru-cache';
import { DomainError } from '../domain/errors.ts';
import type { Viewer } from '../domain/viewer.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * A token bucket per caller, in this process: it takes the edge off a flood and costs no call. What must hold across processes (budgets,
 * registrations) is counted in the table.
 * @returns a function that throws DomainError RATE_LIMITED with the seconds to wait
 */
export function createRateLimit(deps: { perMinute: number; now: () => Date }): (viewer: Viewer) => void {
  const buckets = new LRUCache<string, Bucket>({ max: 10_000 });
  const perMillisecond = deps.perMinute / 60_000;
  return (viewer) => {
    const key = callerOf(viewer);
    const now = deps.now().getTime();
    const bucket = buckets.get(key) ?? { tokens: deps.perMinute, at: now };
    const tokens = Math.min(deps.perMinute, bucket.tokens + Math.max(0, now - bucket.at) * perMillisecond);
    if (tokens < 1) {
      const retryAfterSeconds = Math.ceil((1 - tokens) / perMillisecond / 1000);
      throw new DomainError('RATE_LIMITED', [], { retryAfterSeconds });
    }
    buckets.set(key, { tokens: tokens - 1, at: now });
  };
}

function callerOf(viewer: Viewer): string {
  switch (viewer.kind) {
    case 'visitor':
      return `visitor ${viewer.origin.address}`;
    case 'customer':
      return `customer ${viewer.issuer} ${viewer.subject}`;
    case 'staff':
      return `staff ${viewer.subject}`;
    case 'service':
      return `service ${viewer.clientId}`;
  }
}
