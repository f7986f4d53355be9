import type { Write } from './commit.ts';

/**
 * What a link's token is good for. CONFIRM_CHANGE goes to the new address of a change, DECIDE_CHANGE to the old one.
 * GIVE_INFORMATION leads to what a customer is asked for, COLLECT_DISCLOSURE to a package that waits for its recipient.
 */
export const linkTokenPurposes = [
  'VERIFY_EMAIL',
  'CONFIRM_CHANGE',
  'DECIDE_CHANGE',
  'GIVE_INFORMATION',
  'COLLECT_DISCLOSURE',
] as const;

export type LinkTokenPurpose = (typeof linkTokenPurposes)[number];

/** A link's token: `id.secret`; only the secret's hash is stored. */
export interface LinkToken {
  readonly id: string;
  readonly purpose: LinkTokenPurpose;
  readonly secretHash: string;
  /** Id of the customer whose it is; of COLLECT_DISCLOSURE, of the disclosure. */
  readonly subjectId: string;
  /** Blind index of the address it was sent to, under the version that was current. Empty for one that went to no customer. */
  readonly emailIndex: string;
  /** The change of address it is about, where it is about one: it dies with it. */
  readonly changeId?: string;
  readonly expiresAt: string;
  readonly attempts: number;
  readonly usedAt: string | undefined;
}

export interface TokenStore {
  load(id: string): Promise<LinkToken | undefined>;
  insert(token: LinkToken): Write;
  /** Marks it used. Refusal LINK_USED when it was, or when a newer attempt was counted meanwhile. */
  use(token: LinkToken, at: Date): Write;
  /** Counts a wrong secret, at once and outside any transaction. */
  countAttempt(id: string): Promise<void>;
}
