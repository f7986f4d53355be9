import type { ConsentState } from './fact.ts';

/**
 * The instant that the facts of an act bear: now, or one millisecond after the last fact that the state follows from, should another
 * process's clock be ahead or two acts meet in one millisecond. So the order of facts by time is the order in which they were
 * written, and replaying the history gives the state (P1.3).
 */
export function actInstant(before: ConsentState, now: Date): Date {
  const { acceptedAt, choices, bases } = before;
  const told = [...Object.values(choices), ...Object.values(bases)].map(({ at }) => Date.parse(at));
  const last = Math.max(Date.parse(acceptedAt), ...told);
  return new Date(Math.max(now.getTime(), last + 1));
}
