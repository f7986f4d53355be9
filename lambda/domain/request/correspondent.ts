import type { Write } from '../ports/commit.ts';
import type { Language } from '../viewer.ts';

/**
 * Somebody who wrote without being a customer (P1.4): with keys of their own, so that they can be forgotten alone, and kept for a short
 * time only (`limits.correspondentDays`).
 */
export interface Correspondent {
  /** `cor-` and 26 characters: tells a correspondent from a customer wherever a subject is named. */
  readonly id: string;
  readonly language: Language;
  readonly createdAt: string;
  /** From then on nothing of theirs is shown, and all of it is removed. */
  readonly keptUntil: string;
  /** Sealed `CorrespondentDetails`: record kind `correspondent`, class contact, record id = id, revision 1. */
  readonly sealedDetails: Uint8Array;
}

/** What a correspondent chose to say of oneself. */
export interface CorrespondentDetails {
  readonly name?: string;
  readonly email?: string;
}

const prefix = 'cor-';

export const correspondentIdOf = (id: string): string => `${prefix}${id}`;

/** Whether a subject of requests is a correspondent and not a customer. */
export const isCorrespondent = (subjectId: string): boolean => subjectId.startsWith(prefix);

/** Where their details are sealed. */
export const detailsAt = (id: string) =>
  ({ dataClass: 'contact', kind: 'correspondent', recordId: id, revision: 1 }) as const;

/** A write for a correspondent whose time may end meanwhile: they are refused as gone then, though their rows are still to be removed. */
export const unlessOver = (write: Write): Write => ({
  ...write,
  refusal: 'NOT_FOUND',
  refusalPath: ['customerId'],
});
