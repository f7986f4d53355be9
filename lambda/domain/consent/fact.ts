import type { ConsentPurpose, ContactChannel } from '../purposes.ts';
import type { Language } from '../viewer.ts';

/** How agreement happened; it claims no more than did (P0.2). */
export type EvidenceManner = 'EXPLICIT' | 'BY_USE';

/** One append-only fact: an acceptance of a policy version, or a choice for a purpose and channel (P0.2, P1.3; D356 6). */
export interface ConsentFact {
  readonly id: string;
  readonly type: 'ACCEPTANCE' | 'CONSENT';
  readonly at: string;
  readonly manner: EvidenceManner;
  /** Version of the policy it was given under, its language, and the digest of what was shown (`digestOf`). */
  readonly policyVersion: number;
  readonly language: Language;
  readonly textDigest: string;
  /** For CONSENT. */
  readonly purpose?: ConsentPurpose;
  readonly channel?: ContactChannel;
  readonly granted?: boolean;
  /** Exact words of the choice. */
  readonly wording?: string;
  /** Who: `customer:<id>` or `staff:<subject>`. */
  readonly actor: string;
  /** Sealed origin (address and port): record kind `evidence`, class contact, record id = fact id, revision 1. */
  readonly sealedOrigin: Uint8Array;
}

/** One current choice. */
export interface ConsentChoice {
  readonly granted: boolean;
  readonly policyVersion: number;
  readonly at: string;
  readonly factId: string;
}

/** The current state of every choice, written together with the facts it follows from. */
export interface ConsentState {
  readonly version: number;
  /** The last accepted policy version. */
  readonly acceptedVersion: number;
  readonly acceptedAt: string;
  /** Key: `PURPOSE` for STORAGE, else `PURPOSE:CHANNEL`. What is absent was never given. */
  readonly choices: Readonly<Record<string, ConsentChoice>>;
}
