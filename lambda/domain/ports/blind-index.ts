/** What a blind index is made over. */
export const indexKinds = [
  'email',
  'phone',
  'subject',
  'reference',
  'service',
  'origin',
  'idempotency',
  'vouch',
  'messageId',
  'suppression',
] as const;

export type IndexKind = (typeof indexKinds)[number];

/**
 * Kinds whose key rotates: guessable values that are kept sealed as well, so that their indexes can be made anew. All others are under a key
 * that stays: what they are made over is not kept, or not personal.
 */
export const rotatingIndexKinds = ['email', 'phone', 'reference'] as const satisfies readonly IndexKind[];

/** Blind indexes: HMAC-SHA-256 over kind and wholly normalised value, base64url, under keys of their own. */
export interface BlindIndex {
  /** Two KMS calls side by side in a cold process, and one more while a key rotates; none warm. */
  ready(): Promise<ReadyBlindIndex>;
}

export interface ReadyBlindIndex {
  /** The value under the current version. */
  of(kind: IndexKind, value: string): string;
  /** The value under every version in use: while the key rotates, all are written and all are looked up. One for kinds that do not rotate. */
  allOf(kind: IndexKind, value: string): IndexValues;
}

/** One value under every version of the index key in use, current first. */
export type IndexValues = readonly [string, ...string[]];
