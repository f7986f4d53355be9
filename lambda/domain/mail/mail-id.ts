import { createHash } from 'node:crypto';
import type { Random } from '../ports/random.ts';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The id of a mail asked for at an instant: 10 characters of time, then chance. Ids sort as their instants do. */
export function mailIdAt(at: Date, random: Pick<Random, 'id'>): string {
  return `${timeText(at)}-${random.id()}`;
}

/**
 * The one id of a mail that must not be queued twice, whoever queues it and however often: made from its instant, and from what tells it
 * from every other mail.
 */
export function mailIdOf(at: Date, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return `${timeText(at)}-${Array.from(digest.subarray(0, 26), (byte) => crockford[byte % 32]).join('')}`;
}

/** Milliseconds since 1970 in ten characters, as a ULID has them. */
export function timeText(at: Date): string {
  let rest = at.getTime();
  let text = '';
  for (let place = 0; place < 10; place++) {
    text = crockford[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
