import type { RecipientKey } from '../recipient/recipient.ts';

/** Seals what leaves for a recipient: JWE compact serialization (RFC 7516), always A256GCM. */
export interface RecipientSealing {
  /** To a public key: RSA-OAEP-256, or ECDH-ES+A256KW; its thumbprint as `kid`. @throws DomainError KEY_NOT_ACCEPTED */
  toKey(key: RecipientKey, plaintext: Uint8Array, about: SealedContent): Promise<string>;
  /**
   * By a passphrase: PBES2-HS512+A256KW. One that `newPassphrase` made: 128 random bits stand any guessing, and the count of iterations stays
   * within what libraries take without being told to.
   */
  byPassphrase(passphrase: string, plaintext: Uint8Array, about: SealedContent): Promise<string>;
}

/** What a JWE says of itself in its header: its kind (`typ`) and the media type of what is inside (`cty`). */
export interface SealedContent {
  readonly type: string;
  readonly contentType: string;
}
