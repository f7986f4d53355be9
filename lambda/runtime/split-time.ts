import type { Now } from '../domain/ports/now.ts';

/**
 * Time that works which follow each other share.
 * @param seconds all of them together, from now on
 * @returns until when a work that begins then may go on: at most its own share of seconds, and never beyond what is shared
 */
export function splitTime(now: Now, seconds: number): (share: number) => Date {
  const end = now().getTime() + seconds * 1000;
  return (share) => new Date(Math.min(end, now().getTime() + share * 1000));
}
