import type { DataClass, StaffRole } from '../access.ts';
import type { BlobClass } from '../customer/customer.ts';
import { DomainError } from '../errors.ts';
import type { SealedAt } from '../ports/sealing.ts';
import type { AskableField } from '../request/information-request.ts';
import type { StaffViewer } from '../viewer.ts';

/** ASKED by the customer → ACCEPTED or REFUSED by decision (P4.2). MADE: by CloudFly on its own initiative, at once (P4.1). */
export const correctionStates = ['ASKED', 'ACCEPTED', 'REFUSED', 'MADE'] as const;
export type CorrectionState = (typeof correctionStates)[number];

/** A correction of details of one class. Values, old and new, and reasons are sealed with the class itself. */
export interface Correction {
  /** Begins with its time, so that corrections sort by it. */
  readonly id: string;
  readonly customerId: string;
  readonly dataClass: BlobClass;
  readonly fields: readonly AskableField[];
  readonly state: CorrectionState;
  /** Counts every change. */
  readonly version: number;
  readonly askedAt: string;
  /** `customer:<id>`, or `staff:<subject>`. */
  readonly askedBy: string;
  /** The request that it is answered in. Undefined for what CloudFly corrects by itself. */
  readonly reference: string | undefined;
  /** When it must be decided (D356 5(3)). Undefined once it is. */
  readonly dueAt: string | undefined;
  readonly decidedAt: string | undefined;
  /** Subject of the employee. */
  readonly decidedBy: string | undefined;
  /** `Asked`: record kind `correction`, of the class, record id = id, revision 1. */
  readonly sealedAsked: Uint8Array;
  /** `Decided`: the same, revision 2. */
  readonly sealedDecided: Uint8Array | undefined;
}

/** What was asked for. */
export interface Asked {
  readonly after: Readonly<Record<string, unknown>>;
  readonly why: string;
}
/** What was so before, and why it was decided so: the history of the value. */
export interface Decided {
  readonly before: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** Where its sealed parts live. */
export const correctionAt = (
  { id, dataClass }: { readonly id: string; readonly dataClass: DataClass },
  part: 'asked' | 'decided',
): SealedAt => ({ dataClass, kind: 'correction', recordId: id, revision: part === 'asked' ? 1 : 2 });

/** Who corrects each class on CloudFly's own initiative, and who decides on what customers ask. */
export const correctors: Readonly<Record<BlobClass, StaffRole>> = {
  contact: 'support',
  identity: 'privacy_officer',
  payment: 'billing',
};

/** @throws DomainError FORBIDDEN */
export function requireCorrector({ roles }: StaffViewer, dataClass: BlobClass): void {
  if (!roles.includes(correctors[dataClass])) throw new DomainError('FORBIDDEN');
}
