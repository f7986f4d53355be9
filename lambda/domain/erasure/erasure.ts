import type { DataClass } from '../access.ts';

/** Steps of an erasure, in their order; each can be repeated. A row says which is next, so that whoever resumes begins there. */
export const erasureSteps = [
  /** Ledger entry in the write-once bucket: from here on a restored table is erased again. */
  'LEDGER',
  /** Pending mails suppressed. The gate was closed as the erasure began. */
  'STOP',
  /** From here on nothing of theirs can be opened, in whatever copy. */
  'KEYS',
  /** What names the customer outside their partition: addresses, numbers, bindings, links, threads. */
  'LOOKUPS',
  /** Sealed files. */
  'OBJECTS',
  'ROWS',
  'IDENTITY_PROVIDER',
  'DONE',
] as const;
export type ErasureStep = (typeof erasureSteps)[number];

/** Why a class, or all of a customer, is kept for now although it was to be erased. */
export interface LegalHold {
  readonly id: string;
  readonly customerId: string;
  readonly classes: readonly DataClass[];
  readonly placedAt: string;
  readonly placedBy: string;
  readonly until: string | undefined;
  readonly liftedAt: string | undefined;
  readonly liftedBy: string | undefined;
  readonly version: number;
  /** Record kind `legalHold`, a class that the hold keeps, record id = id, revision 1. Undefined once the key of the class is destroyed. */
  readonly sealedWhy: Uint8Array | undefined;
}

/** What the issuer of customers' sign-in made of an erasure. NOT_OFFERED: it takes none; it learns of it from the feed of changes. */
export const identityOutcomes = ['FORGOTTEN', 'NOT_OFFERED'] as const;
export type IdentityOutcome = (typeof identityOutcomes)[number];

/** An erasure under way or done: pseudonymous, kept as proof. */
export interface Erasure {
  /** Begins with its instant: a customer's erasures sort by it. */
  readonly id: string;
  readonly customerId: string;
  /** What is destroyed: every class, or those that no legal hold keeps and whose retention ended. */
  readonly classes: readonly DataClass[];
  /** What stays of the customer for now: kept by a legal hold, or its retention lasts. None: the customer goes whole. */
  readonly left: readonly DataClass[];
  /** Those of `left` that were to be erased as well: they are once no hold keeps them. */
  readonly held: readonly DataClass[];
  readonly step: ErasureStep;
  readonly version: number;
  readonly startedAt: string;
  /** The rights request it follows from, or `RETENTION`. */
  readonly cause: string;
  /** No mail goes to the address again, whoever gives it: its MAC stays. */
  readonly suppressesAddress: boolean;
  /** When the clock looks after it; undefined once it is certified. */
  readonly dueAt: string | undefined;
  readonly doneAt: string | undefined;
  readonly identityProvider: IdentityOutcome | undefined;
  /** When it can be certified: the Keys table's restore window and the cache time are over. */
  readonly certifiableAt: string | undefined;
  readonly certifiedAt: string | undefined;
  /** JWS of the certificate. */
  readonly certificate: string | undefined;
}

/** Whether something is still to be destroyed. */
export const isErasing = (erasure: Pick<Erasure, 'step'> | undefined): boolean =>
  erasure !== undefined && erasure.step !== 'DONE';
