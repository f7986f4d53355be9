/**
 * Why requests from an address are stopped (P3.6): staff saw something; many requests in a short time; a request that contradicts a change just
 * made; a change of payment data from a network that is new to the customer. Only what is authenticated counts: nobody can freeze another.
 */
export const holdCauses = ['STAFF', 'BURST', 'CONTRADICTION', 'NEW_ORIGIN'] as const;
export type HoldCause = (typeof holdCauses)[number];

/** How the customer was reached: never by the address that is held. */
export const holdContactChannels = [
  'PHONE',
  'IN_PERSON',
  'POST',
  'VIDEO_CALL',
  'OTHER_VERIFIED_EMAIL',
] as const;
export type HoldContactChannel = (typeof holdContactChannels)[number];

/** What a customer can confirm when reached. NOT_MINE: requests came from somebody else. */
export const holdConfirmations = [
  'IDENTITY',
  'REQUESTS_ARE_MINE',
  'REQUESTS_ARE_NOT_MINE',
  'NOT_REACHED',
] as const;
export type HoldConfirmation = (typeof holdConfirmations)[number];

export interface HoldContact {
  readonly id: string;
  readonly at: string;
  readonly channel: HoldContactChannel;
  /** Subject of the employee. */
  readonly by: string;
  readonly confirmed: readonly HoldConfirmation[];
  /** Sealed words: record kind `emailHold`, class content, record id = id, revision 1. */
  readonly sealedNote: Uint8Array;
}

/** HELD until staff lift it, on a contact that confirmed the identity. It never ends by itself. */
export interface EmailHold {
  readonly id: string;
  readonly customerId: string;
  readonly state: 'HELD' | 'LIFTED';
  readonly cause: HoldCause;
  readonly version: number;
  readonly heldAt: string;
  /** As the audit trail names them: `staff:<subject>`, or `system:<function>` when a rule did. */
  readonly heldBy: string;
  /** Sealed words of the employee: record kind `emailHold`, class content, record id = id, revision 1. Rules have none. */
  readonly sealedWhy: Uint8Array | undefined;
  readonly contacts: readonly HoldContact[];
  readonly liftedAt: string | undefined;
  readonly liftedBy: string | undefined;
}

/** What the rules judge by: in the customer's partition, nothing readable, the latest of each. */
export interface Signals {
  readonly customerId: string;
  readonly version: number;
  /** When authenticated requests came lately, oldest first. */
  readonly requestedAt: readonly string[];
  /** Fields that were changed lately, and when (`email` among them). */
  readonly changed: Readonly<Record<string, string>>;
  /** `phone` and `address`: when the signed-in customer, or whoever acted as such, last gave, changed or removed it. Never forgotten. */
  readonly waysSince: Readonly<Record<string, string>>;
  /** Blind indexes of the networks the signed-in customer acted from, and when last. */
  readonly networks: Readonly<Record<string, string>>;
  /** Those of them that are new, and when each was first seen. Undefined where none was noted yet, or in a row from before this was kept: then all are known. */
  readonly newSince?: Readonly<Record<string, string>>;
}
