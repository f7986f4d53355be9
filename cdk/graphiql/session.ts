import { type StaffRole, staffRoles } from '../../lambda/domain/access.ts';

/** An employee who is signed in, as the page shows them. The API judges the token again on each request. */
export interface Session {
  readonly accessToken: string;
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const key = 'session';

/** The session of this browser tab, ended ones included. Nothing is kept once the tab is closed. */
export function keptSession(): Session | undefined {
  const kept = sessionStorage.getItem(key);
  return kept === null ? undefined : (JSON.parse(kept) as Session);
}

/** Whoever signs in after somebody else finds nothing that the other typed. */
export function keepSession(session: Session): void {
  if (keptSession()?.subject !== session.subject) sessionStorage.clear();
  sessionStorage.setItem(key, JSON.stringify(session));
}

/** Forgets the tokens, and with them what was typed: queries may hold addresses and telephone numbers. */
export function forgetSession(): void {
  sessionStorage.clear();
}

export function isOver(session: Session): boolean {
  return session.expiresAt <= Date.now();
}

/** What an access token says of its bearer. Read to be shown, not believed. */
export function sessionOf(accessToken: string, idClaims: Readonly<Record<string, unknown>>): Session {
  const claims = payloadOf(accessToken);
  const groups = Array.isArray(claims['cognito:groups']) ? claims['cognito:groups'] : [];
  const names = [idClaims.email, idClaims.preferred_username, claims.username, claims.sub];
  return {
    accessToken,
    subject: String(claims.sub),
    name: names.find((name) => typeof name === 'string') ?? '',
    roles: staffRoles.filter((role) => groups.includes(role)),
    expiresAt: Number(claims.exp) * 1000,
  };
}

function payloadOf(token: string): Record<string, unknown> {
  const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(part), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}
