import type { PersonalField } from '../access.ts';
import type { SealedDocument } from '../commitment/commitment.ts';

/** On what a disclosure stands: exactly one of three (P1.6). */
export type Basis =
  | { readonly kind: 'PERMISSION' }
  | {
      readonly kind: 'LEGAL_ORDER';
      /** Sealed number and date of the instrument, as it calls itself: record kind `disclosure`, class content, revision 4. */
      readonly sealedInstrument: Uint8Array;
      /** Fields that the order asks for, as it says: a disclosure on it names no other. */
      readonly scope: readonly PersonalField[];
      readonly document: SealedDocument;
      /** Until when the customer may not be told, where the order says so. */
      readonly withheldUntil: string | undefined;
    }
  | { readonly kind: 'COMMITMENT'; readonly commitmentId: string };
export type BasisKind = Basis['kind'];
export const basisKinds = ['PERMISSION', 'LEGAL_ORDER', 'COMMITMENT'] as const satisfies readonly BasisKind[];

/** What CloudFly gets for it (P1.7). Anything but NONE is refused and recorded. */
export const considerations = ['NONE', 'PAYMENT', 'DISCOUNT', 'SERVICE', 'OTHER'] as const;
export type Consideration = (typeof considerations)[number];

/**
 * OPENED → VERIFIED (requester and document looked at) → APPROVED by another person → SEALED (a job) → COLLECTED by a receipt. REJECTED,
 * REVOKED and EXPIRED (nobody decided on it, or collected it, in time) end it; the package is destroyed with any end. An order that the product had to
 * stop before anything left is VERIFIED again, and its package destroyed (`stop-disclosure.ts`). Which move is possible: `disclosure-moves.ts`.
 */
export const disclosureStates = [
  'OPENED',
  'VERIFIED',
  'APPROVED',
  'SEALED',
  'COLLECTED',
  'REJECTED',
  'REVOKED',
  'EXPIRED',
] as const;
export type DisclosureState = (typeof disclosureStates)[number];

/** A disclosure request. Names of fields and ids of customers; no value. */
export interface Disclosure {
  /** `dis-` and 26 characters: also the subject whose keys seal the order's document, and what audit rows name as their reference. */
  readonly id: string;
  readonly recipientId: string;
  readonly basis: Basis;
  readonly purpose: string;
  readonly fields: readonly PersonalField[];
  /** One order may name several (`limits.disclosureSubjects` at most); each has its own result in its partition. */
  readonly customerIds: readonly string[];
  readonly state: DisclosureState;
  readonly version: number;
  /** When the request was received: authorities' clocks run from here (L116 25; D333 16(3)). */
  readonly receivedAt: string;
  /** Life or national security at stake: 3 hours instead of 24, and, sealed at revision 5, who claimed it. */
  readonly urgency: { readonly sealedClaimedBy: Uint8Array } | undefined;
  /** When the answer is due; undefined where no clock runs. */
  readonly dueAt: string | undefined;
  readonly openedAt: string;
  /** Subjects of employees. */
  readonly openedBy: string;
  readonly verifiedAt: string | undefined;
  readonly verifiedBy: string | undefined;
  /** Over which second channel it was verified that the recipient asks. */
  readonly verifiedOver: string | undefined;
  readonly decidedAt: string | undefined;
  readonly decidedBy: string | undefined;
  /** Thumbprint of the recipient's key at the approval, to which alone it is sealed; undefined: by passphrase. */
  readonly approvedKey: string | undefined;
  /** Sealed reason of a rejection or revocation: record kind `disclosure`, class content, record id = id, revision 2. */
  readonly sealedReason: Uint8Array | undefined;
  readonly package: DisclosurePackage | undefined;
  /** The link by which it is collected; the newest alone works. */
  readonly link: CollectionLink | undefined;
  /** When the package left for the first time, to whoever proved the key: from here on it counts as given. */
  readonly handedOutAt: string | undefined;
  readonly collectedAt: string | undefined;
  readonly endedAt: string | undefined;
  /** Why it ended by itself, or was stopped and is to be decided anew: a code. */
  readonly cause: string | undefined;
  /** When somebody was woken because its clock runs out, and because it ran out. */
  readonly warnedAt: string | undefined;
  readonly lateAt: string | undefined;
  /** How often it was stopped and is decided anew, and when last. */
  readonly round: number;
  readonly stoppedAt: string | undefined;
}

/** How a package is asked for: whoever answers the challenge has the key or the passphrase. */
export interface CollectionLink {
  readonly tokenId: string;
  /** JWE of a nonce, to the same key or passphrase as the package. */
  readonly challenge: string;
  /** SHA-256 of the nonce, base64url. */
  readonly answerHash: string;
}

/** What is handed over: a JWE (RFC 7516) in the bucket, to the recipient's key or passphrase, with its manifest, signed through KMS. */
export interface DisclosurePackage {
  /** SHA-256 of the ciphertext, hex: what is signed for in person. */
  readonly digest: string;
  readonly bytes: number;
  readonly sealedAt: string;
  readonly expiresAt: string;
  /** Sealed at revision 6, JWS (RFC 7515) of the manifest: what, of whom, on which basis, when, by whom, until when, and that it confers no right (P7.1). */
  readonly sealedManifest: Uint8Array;
  /** SHA-256, base64url, of the code that is inside and nowhere else: whoever names it has opened the package. */
  readonly receiptHash: string;
  /** Thumbprint of the key it is for; undefined: by passphrase. */
  readonly keyThumbprint: string | undefined;
  /** Record kind `disclosure`, class content, record id = the disclosure's, revision 3; forgotten with the end. */
  readonly sealedPassphrase: Uint8Array | undefined;
  /** Subjects of employees who read the passphrase, and who made links: nobody has both. */
  readonly passphraseReadBy: readonly string[];
  readonly linksMadeBy: readonly string[];
  /** When the object was destroyed. */
  readonly destroyedAt: string | undefined;
}

export const customerResults = ['PENDING', 'GIVEN', 'NOTHING_TO_GIVE', 'NOT_GIVEN'] as const;
export type CustomerResult = (typeof customerResults)[number];

/** What became of one customer of a disclosure, in that customer's partition: what `me.disclosures` shows. */
export interface CustomerDisclosure {
  readonly disclosureId: string;
  readonly customerId: string;
  readonly recipientId: string;
  readonly recipientName: string;
  readonly basis: BasisKind;
  readonly purpose: string;
  /** The order that a payment is for, sealed under the customer's keys: `order-reference.ts`. */
  readonly sealedOrderReference?: Uint8Array | undefined;
  /** Those that were there and were given; while PENDING those that are to be. */
  readonly fields: readonly PersonalField[];
  readonly result: CustomerResult;
  /** Why nothing was given: a code. */
  readonly cause: string | undefined;
  readonly version: number;
  /** The `round` of the disclosure in which it was last said that the fields are about to be given; undefined: 0. */
  readonly round?: number | undefined;
  readonly at: string;
  /** Not shown to the customer, nor its audit rows, before this instant. */
  readonly withheldUntil: string | undefined;
  /** When the customer was told. */
  readonly toldAt: string | undefined;
  /** Of a payment: when it counts as not given where nobody has said by then what became of it. */
  readonly settleBy?: string | undefined;
}
