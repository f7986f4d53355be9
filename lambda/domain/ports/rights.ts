import type { LegalHold } from '../erasure/erasure.ts';
import type { RightsRequest } from '../rights/rights-request.ts';
import type { Write } from './commit.ts';
import type { DuePage } from './jobs.ts';

/** Rights requests, in the partition of their customer. */
export interface RightsRequestStore {
  load(customerId: string, id: string): Promise<RightsRequest | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly RightsRequest[]>;
  put(before: RightsRequest | undefined, after: RightsRequest): Write;
  /** Those under way, the first due first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  waiting(first: number, after: string | undefined): Promise<DuePage<RightsRequest>>;
}

/** Legal holds, in the partition of their customer. */
export interface LegalHoldStore {
  load(customerId: string, id: string): Promise<LegalHold | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly LegalHold[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: LegalHold | undefined, after: LegalHold): Write;
}
