import type { Correction } from '../correction/correction.ts';
import type { FieldQuality } from '../correction/quality.ts';
import type { Write } from './commit.ts';
import type { DuePage } from './jobs.ts';

/** Corrections, in the partition of their customer. */
export interface CorrectionStore {
  load(customerId: string, id: string): Promise<Correction | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly Correction[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: Correction | undefined, after: Correction): Write;
  /** Those to be decided, the first due first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  waiting(first: number, after: string | undefined): Promise<DuePage<Correction>>;
}

/** How right the fields of customers are, in their partition (P4.3). */
export interface FieldQualityStore {
  ofCustomer(customerId: string): Promise<readonly FieldQuality[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: FieldQuality | undefined, after: FieldQuality): Write;
  /** What is not right, the oldest first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  waiting(first: number, after: string | undefined): Promise<DuePage<FieldQuality>>;
}
