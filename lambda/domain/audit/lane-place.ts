import { hash } from 'node:crypto';
import { limits } from '../../declared/limits.ts';
import { dateAfter } from '../span.ts';

/** Sort key of a place in a lane: twelve digits, from 1. */
export function seqText(seq: number): string {
  return String(seq).padStart(12, '0');
}

/** UTC day of an instant or of a stored `at`: `YYYY-MM-DD`. */
export function dayOf(at: Date | string): string {
  return (typeof at === 'string' ? at : at.toISOString()).slice(0, 10);
}

/** The day that is so many days later; negative: earlier. */
export function dayAfter(day: string, days = 1): string {
  return dayOf(dateAfter(`${day}T00:00:00.000Z`, { days }));
}

/** The shard that a lane and all its rows belong to: two digits. */
export function shardOf(lane: string): string {
  return shardText((hash('sha256', lane, 'buffer')[0] ?? 0) % limits.indexShards);
}

/** Every shard, in order. */
export const shards: readonly string[] = Array.from({ length: limits.indexShards }, (_, shard) =>
  shardText(shard),
);

/** Partition key of the day index. */
export function dayShardOf(day: string, shard: string): string {
  return `${day}#${shard}`;
}

/** Partition key of one shard of a day's register. */
export function registerOf(day: string, shard: string): string {
  return `DAY#${day}#${shard}`;
}

/** Whether a stored partition key is that of a register, not of a lane. */
export function isRegister(lane: string): boolean {
  return lane.startsWith('DAY#');
}

function shardText(shard: number): string {
  return String(shard).padStart(2, '0');
}
