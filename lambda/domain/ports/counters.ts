import type { ErrorCode } from '../errors.ts';
import type { Write } from './commit.ts';

/** Counters in fixed windows, for budgets and abuse limits. */
export interface CounterStore {
  /** Adds to a counter if it stays within the limit, as part of a transaction. The refusal is the caller's; it says how long to wait. */
  add(counter: Counter, amount: number, refusal: ErrorCode): Write;
  /** Adds at once. @throws DomainError with the refusal, and how long to wait, when the limit is spent */
  take(counter: Counter, amount: number, refusal: ErrorCode): Promise<void>;
}

export interface Counter {
  /** Pseudonymous: an id, a blind index, an opaque subject. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly now: Date;
}
