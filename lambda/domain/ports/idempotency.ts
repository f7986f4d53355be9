import type { ErrorCode } from '../errors.ts';
import type { Write } from './commit.ts';

/** An idempotency key's first answer: references and codes, never values. */
export interface IdempotentAnswer {
  /** Blind index of caller, operation and key. */
  readonly id: string;
  /** Blind index of the input. */
  readonly inputIndex: string;
  readonly result: Readonly<Record<string, string | number | boolean | null>>;
  readonly issues: readonly { readonly code: ErrorCode; readonly path: readonly string[] }[];
  readonly expiresAt: string;
}

export interface IdempotencyStore {
  load(id: string): Promise<IdempotentAnswer | undefined>;
  /** Refusal IDEMPOTENCY_KEY_REUSED: another request with the same key was faster, or input differs; the caller reads again. */
  insert(answer: IdempotentAnswer): Write;
}
