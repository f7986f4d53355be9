import { law } from '../law.ts';
import { milliseconds } from '../span.ts';

/** When the oldest of the last mails that fill the quota is 24 hours old; undefined while there is room. */
export function quotaFreeAt(advertisedAt: readonly string[], now: Date): string | undefined {
  const { most, hours } = law.advertisingPerDay;
  const span = milliseconds({ hours });
  const recent = advertisedAt.map((at) => Date.parse(at)).filter((at) => at > now.getTime() - span);
  const oldest = recent.sort((a, b) => b - a)[most - 1];
  return oldest === undefined ? undefined : new Date(oldest + span).toISOString();
}

/**
 * The last advertising mails, oldest first, once another begins: as many as the quota looks at.
 * @param again when the same mail was begun before and certainly not taken: it takes no second place
 */
export function advertisedNext(
  advertisedAt: readonly string[],
  at: Date,
  again: string | undefined,
): readonly string[] {
  return [...withoutOne(advertisedAt, again), at.toISOString()]
    .sort(byTime)
    .slice(-law.advertisingPerDay.most);
}

/** The list without one instant; another mail of the very same instant keeps its place. */
export function withoutOne(advertisedAt: readonly string[], instant: string | undefined): readonly string[] {
  const place = instant === undefined ? -1 : advertisedAt.indexOf(instant);
  return place < 0 ? advertisedAt : advertisedAt.toSpliced(place, 1);
}

const byTime = (a: string, b: string): number => (a < b ? -1 : 1);

/** When the channel opens next; undefined while it is open. */
export function hoursOpenAt(channel: 'MESSAGE' | 'PHONE', now: Date): string | undefined {
  const { from, until } = law.contactHours[channel];
  const offset = milliseconds({ hours: law.utcOffsetHours });
  const there = new Date(now.getTime() + offset);
  const hour = there.getUTCHours();
  if (hour >= from && hour < until) return undefined;
  const opens = Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), there.getUTCDate(), from);
  return new Date(opens - offset + (hour >= until ? 86_400_000 : 0)).toISOString();
}
