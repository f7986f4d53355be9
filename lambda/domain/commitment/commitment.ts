import type { PersonalField } from '../access.ts';

/** PROPOSED → ACTIVE when another person approved it → ENDED: by its term, or at once. From then on nothing is disclosed on it (P6.6). */
export const commitmentStates = ['PROPOSED', 'ACTIVE', 'ENDED'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** What a processor promised (P6.6; L91 15, 17: purpose, data types, term, basis, duty to protect). */
export interface Commitment {
  readonly id: string;
  readonly recipientId: string;
  readonly state: CommitmentState;
  readonly version: number;
  readonly purpose: string;
  readonly fields: readonly PersonalField[];
  readonly from: string;
  readonly until: string;
  /** The duties to protect, as the document says them. Sealed (`recipient-words.ts`). */
  readonly sealedDuties: Uint8Array | undefined;
  readonly document: SealedDocument;
  readonly recordedAt: string;
  /** Subjects of employees. */
  readonly recordedBy: string;
  readonly approvedAt: string | undefined;
  readonly approvedBy: string | undefined;
  readonly endedAt: string | undefined;
  readonly endedBy: string | undefined;
  /** When it was warned that it ends soon (30 days before). */
  readonly warnedAt: string | undefined;
}

/** A document: a sealed object in the bucket (`attachmentObject` of its subject), known by its digest. */
export interface SealedDocument {
  readonly id: string;
  /** Whose keys seal it: a recipient's, or a disclosure's. */
  readonly subjectId: string;
  /** SHA-256 of the document itself, hex. */
  readonly digest: string;
  readonly contentType: string;
  readonly bytes: number;
}

/** Whether a commitment is a basis at an instant: approved, begun, not ended, and within its term. */
export const isActiveAt = ({ state, from, until, endedAt }: Commitment, at: Date): boolean => {
  const now = at.toISOString();
  return state === 'ACTIVE' && from <= now && now < until && (endedAt === undefined || now < endedAt);
};
