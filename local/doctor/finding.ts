/** What one check found. */
export interface Finding {
  /**
   * `FINE`; `MISSING`: something is to be done; `UNKNOWN`: it could not be told, because AWS or the site did not answer or did not let us look;
   * `NOT_ASKED`: it needs something that was not given.
   */
  readonly state: 'FINE' | 'MISSING' | 'UNKNOWN' | 'NOT_ASKED';
  /** One sentence: what stands, or what does not. No address of a person and no key. */
  readonly says: string;
  /** What to type or do; of everything that is not fine. */
  readonly mend?: string;
}

export const fine = (says: string): Finding => ({ state: 'FINE', says });
export const missing = (says: string, mend: string): Finding => ({ state: 'MISSING', says, mend });
export const notAsked = (says: string, mend: string): Finding => ({ state: 'NOT_ASKED', says, mend });

/** A check that could not be made. Only the kind of the fault is told: messages may hold more than names. */
export function unknown(error: unknown): Finding {
  const name = error instanceof Error ? error.name : 'UnknownError';
  const mend = /AccessDenied|NotAuthorized|UnrecognizedClient|ExpiredToken|Credentials|Signature/.test(name)
    ? 'Use credentials of the account that may read it; docs/deploying.md, "What the doctor may read", names the actions.'
    : 'Try again; if it stays so, look at this service in the console.';
  return { state: 'UNKNOWN', says: `could not be looked at (${name})`, mend };
}
