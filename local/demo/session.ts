import type { Session } from './sign-in.ts';

const key = 'cloudfly-demo-session';

/** Kept in the tab alone: closing it forgets the sign-in, and no other tab or later visitor finds it. */
export function keepSession(session: Session | undefined): void {
  if (session) sessionStorage.setItem(key, JSON.stringify(session));
  else sessionStorage.removeItem(key);
}

/** The session of this tab, unless it is over. */
export function keptSession(now: number): Session | undefined {
  const kept = sessionStorage.getItem(key);
  const session: Session | undefined = kept === null ? undefined : JSON.parse(kept);
  return session && session.expiresAt > now ? session : undefined;
}
