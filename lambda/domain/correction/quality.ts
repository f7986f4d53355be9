import { personalFields } from '../access.ts';
import type { BlobField } from '../customer/reveal-request.ts';

/** What is known of how right a field is (P4.3). All but CONFIRMED stand in the work list. */
export const qualityStates = ['CONFIRMED', 'DOUBTFUL', 'OUTDATED', 'MISSING'] as const;
export type QualityState = (typeof qualityStates)[number];

/** Why. CORRECTED comes with a correction; the others are said by staff. */
export const qualityCauses = [
  'CUSTOMER_SAID',
  'DOCUMENT_SEEN',
  'CONTACT_FAILED',
  'CONTRADICTED',
  'TOO_OLD',
  'NEVER_GIVEN',
  'CORRECTED',
] as const;
export type QualityCause = (typeof qualityCauses)[number];

/** What may be marked: every field of a customer's details. */
export const markedFields = Object.keys(personalFields).filter(
  (field): field is BlobField => field !== 'customerNumbers',
);

/** One field of a customer, as it was marked last. No value. */
export interface FieldQuality {
  readonly customerId: string;
  readonly field: BlobField;
  readonly state: QualityState;
  readonly cause: QualityCause;
  readonly at: string;
  /** Subject of the employee. */
  readonly by: string | undefined;
  /** Counts every change. */
  readonly version: number;
}
