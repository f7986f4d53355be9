/** Who personal information may be disclosed to (P1.6, P6.5, P6.6). None of them has an account (P7.1). */
export const recipientKinds = ['AUTHORITY', 'PAYMENT_PROCESSOR', 'OTHER'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** KEY: to the recipient's public key. PASSPHRASE: by a passphrase told over a second channel. IN_PERSON: the same, handed over on a medium, with a receipt. */
export const deliveries = ['KEY', 'PASSPHRASE', 'IN_PERSON'] as const;
export type Delivery = (typeof deliveries)[number];

/** REGISTERED → VERIFIED by another person than who registered it, over a second channel → REVOKED. A new key makes it REGISTERED again. */
export const recipientStates = ['REGISTERED', 'VERIFIED', 'REVOKED'] as const;
export type RecipientState = (typeof recipientStates)[number];

/** A public key for encryption (RFC 7517). Taken: RSA of 2048 bits or more (RSA-OAEP-256), EC P-256, P-384, P-521 and X25519 (ECDH-ES+A256KW). */
export interface RecipientKey {
  /** Public members alone. */
  readonly jwk: Readonly<Record<string, string>>;
  /** RFC 7638, SHA-256: what the second person compares over the second channel. */
  readonly thumbprint: string;
  readonly expiresAt: string | undefined;
}

export interface Recipient {
  /** `rec-` and 26 characters: also the subject whose keys seal what belongs to it (documents). */
  readonly id: string;
  readonly kind: RecipientKind;
  /** An organisation's name: public. */
  readonly name: string;
  /**
   * How somebody who asks in its name is authenticated, for authorities: a letter, a portal, a call back to a listed number. Sealed
   * (`recipient-words.ts`).
   */
  readonly sealedAuthentication: Uint8Array | undefined;
  readonly delivery: Delivery;
  readonly key: RecipientKey | undefined;
  readonly state: RecipientState;
  readonly version: number;
  /** When and by whom it was registered, or got its key last: another person verifies it. Subjects of employees. */
  readonly registeredAt: string;
  readonly registeredBy: string;
  readonly verifiedAt: string | undefined;
  readonly verifiedBy: string | undefined;
  /** The second channel. */
  readonly verifiedOver: string | undefined;
  readonly revokedAt: string | undefined;
  readonly revokedBy: string | undefined;
}

/** Whether a text has the form of a recipient's id. */
export const isRecipientId = (text: string): boolean => /^rec-[0-9A-Z]{26}$/.test(text);
/** Whether a text has the form of the id of a commitment or a permission: an instant, then chance. */
export const isRecordId = (text: string): boolean => /^[0-9A-Z]{10}-[0-9A-Z]{26}$/.test(text);
