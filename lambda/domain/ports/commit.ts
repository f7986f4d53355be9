import type { AuditEntry } from '../audit/row.ts';
import type { ErrorCode } from '../errors.ts';

/**
 * One row of a transaction, made by a store and opaque to the domain. `refusal` is what the domain says when the row's
 * own condition fails.
 */
export interface Write {
  readonly refusal: ErrorCode;
  readonly refusalPath: readonly string[];
  /** With a refusal that passes: seconds to wait. */
  readonly retryAfterSeconds?: number;
  /** The store's own description of the write. */
  readonly item: unknown;
}

/**
 * Writes all of it or nothing, audit rows included. Conflicts and throttles are retried inside; an unknown outcome is repeated
 * with the same token until it is known.
 * @throws DomainError with the refusal of the first write whose condition failed; TEMPORARILY_UNAVAILABLE when it stayed unknown.
 */
export type Commit = (writes: readonly Write[], audit: readonly AuditEntry[]) => Promise<void>;
