/**
 * Every way the domain says no. Codes inside, words at the edge: `schema/error-words.ts` words each in Vietnamese and English,
 * and adding a code here fails to compile there until it is worded.
 */
export type ErrorCode =
  // input: the caller can mend these; `path` names the field
  | 'REQUIRED'
  | 'INVALID_FORMAT'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'CARD_NUMBER_NOT_ACCEPTED'
  | 'CONTACT_NOT_ACCEPTED'
  | 'UNSUPPORTED_CHARACTER'
  | 'UNKNOWN_PURPOSE'
  | 'NOT_AGREED'
  | 'BUNDLED_CONSENT'
  | 'STORAGE_BUNDLED'
  | 'ADVERTISING_NOT_STATED'
  | 'SAME_WORDING'
  | 'SENSITIVE_NOT_NAMED'
  | 'MARKETING_NEEDS_CONSENT'
  | 'POLICY_VERSION_NOT_IN_FORCE'
  | 'NOTICE_MISMATCH'
  | 'GUARDIAN_REQUIRED'
  | 'GUARDIAN_NOT_NEEDED'
  | 'UNKNOWN_VARIABLE'
  | 'MISSING_VARIABLE'
  | 'IN_THE_PAST'
  | 'IN_THE_FUTURE'
  | 'TOO_FAR'
  | 'TICKET_REQUIRED'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_REUSED'
  // state: what was asked does not fit what is
  | 'ALREADY_REGISTERED'
  | 'NOT_REGISTERED'
  | 'NOT_FOUND'
  | 'STALE_REVISION'
  | 'ALREADY_PROVIDED'
  | 'REFERENCE_TAKEN'
  | 'LINK_INVALID'
  | 'LINK_EXPIRED'
  | 'LINK_USED'
  | 'ALREADY_VERIFIED'
  | 'NO_POLICY_IN_FORCE'
  | 'SAME_PERSON'
  | 'NOT_APPROVED'
  | 'ALREADY_APPROVED'
  | 'ALREADY_PUBLISHED'
  | 'POLICY_ALREADY_ACCEPTED'
  | 'NOT_TESTED'
  | 'WRONG_STATE'
  | 'CURSOR_INVALID'
  | 'ADDRESS_NOT_VERIFIED'
  | 'NOT_ASKED'
  | 'SAME_ADDRESS'
  | 'ASSOCIATION_ENDED'
  | 'SEVERAL_CLASSES'
  | 'ADDRESS_HELD'
  | 'ALREADY_HELD'
  | 'CONTACT_NOT_RECORDED'
  | 'CONSIDERATION_REFUSED'
  | 'RECIPIENT_NOT_VERIFIED'
  | 'KEY_NOT_ACCEPTED'
  | 'PRIVATE_KEY'
  | 'KEY_DIFFERS'
  | 'DIGEST_DIFFERS'
  | 'NOT_IN_PERSON'
  | 'NO_BASIS'
  | 'SCOPE_TOO_WIDE'
  | 'INVOLVED'
  | 'ON_LEGAL_HOLD'
  | 'ERASURE_ASKED'
  | 'ERASURE_UNDER_WAY'
  | 'ERASED'
  | 'ALREADY_EXTENDED'
  // of a mutation that would process; a value that is read is refused as access is
  | 'PROCESSING_RESTRICTED'
  // access: answered as top-level errors
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'PURPOSE_REQUIRED'
  | 'PURPOSE_NOT_ALLOWED'
  | 'REFERENCE_REQUIRED'
  | 'REFERENCE_UNKNOWN'
  | 'ONE_CUSTOMER_AT_A_TIME'
  | 'READ_BUDGET_SPENT'
  | 'RATE_LIMITED'
  // faults: nothing the caller did; worded alike so that nothing internal leaks
  | 'INTEGRITY_VIOLATION'
  | 'TEMPORARILY_UNAVAILABLE';

/** Codes that travel in a mutation's `errors` list; every other code is a top-level error of the whole operation. */
export const userErrorCodes = [
  'REQUIRED',
  'INVALID_FORMAT',
  'TOO_LONG',
  'TOO_SHORT',
  'CARD_NUMBER_NOT_ACCEPTED',
  'CONTACT_NOT_ACCEPTED',
  'UNSUPPORTED_CHARACTER',
  'UNKNOWN_PURPOSE',
  'NOT_AGREED',
  'BUNDLED_CONSENT',
  'STORAGE_BUNDLED',
  'ADVERTISING_NOT_STATED',
  'SAME_WORDING',
  'SENSITIVE_NOT_NAMED',
  'MARKETING_NEEDS_CONSENT',
  'POLICY_VERSION_NOT_IN_FORCE',
  'NOTICE_MISMATCH',
  'GUARDIAN_REQUIRED',
  'GUARDIAN_NOT_NEEDED',
  'UNKNOWN_VARIABLE',
  'MISSING_VARIABLE',
  'IN_THE_PAST',
  'IN_THE_FUTURE',
  'TOO_FAR',
  'TICKET_REQUIRED',
  'IDEMPOTENCY_KEY_INVALID',
  'IDEMPOTENCY_KEY_REUSED',
  'ALREADY_REGISTERED',
  'NOT_REGISTERED',
  'NOT_FOUND',
  'STALE_REVISION',
  'ALREADY_PROVIDED',
  'REFERENCE_TAKEN',
  'LINK_INVALID',
  'LINK_EXPIRED',
  'LINK_USED',
  'ALREADY_VERIFIED',
  'NO_POLICY_IN_FORCE',
  'SAME_PERSON',
  'NOT_APPROVED',
  'ALREADY_APPROVED',
  'ALREADY_PUBLISHED',
  'POLICY_ALREADY_ACCEPTED',
  'NOT_TESTED',
  'WRONG_STATE',
  'CURSOR_INVALID',
  'ADDRESS_NOT_VERIFIED',
  'NOT_ASKED',
  'SAME_ADDRESS',
  'ASSOCIATION_ENDED',
  'SEVERAL_CLASSES',
  'ADDRESS_HELD',
  'ALREADY_HELD',
  'CONTACT_NOT_RECORDED',
  'CONSIDERATION_REFUSED',
  'RECIPIENT_NOT_VERIFIED',
  'KEY_NOT_ACCEPTED',
  'PRIVATE_KEY',
  'KEY_DIFFERS',
  'DIGEST_DIFFERS',
  'NOT_IN_PERSON',
  'NO_BASIS',
  'SCOPE_TOO_WIDE',
  'INVOLVED',
  'ON_LEGAL_HOLD',
  'ERASURE_ASKED',
  'ERASURE_UNDER_WAY',
  'ERASED',
  'ALREADY_EXTENDED',
  'PROCESSING_RESTRICTED',
] as const satisfies readonly ErrorCode[];
export type UserErrorCode = (typeof userErrorCodes)[number];

/** One thing wrong with an input: a code and the path of the field, from the `input` argument down. */
export interface Issue {
  readonly code: ErrorCode;
  readonly path: readonly string[];
}

/**
 * A refusal by rule. Carries a code and a path, never a value: its message may reach a log.
 * `retryAfterSeconds` stands with RATE_LIMITED, READ_BUDGET_SPENT and TEMPORARILY_UNAVAILABLE.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, path: readonly string[] = [], options: { retryAfterSeconds?: number } = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.issues = [{ code, path }];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** Several things wrong with one input, told all at once. */
  static of(issues: readonly [Issue, ...Issue[]]): DomainError {
    const error = new DomainError(issues[0].code, issues[0].path);
    Object.defineProperty(error, 'issues', { value: issues, enumerable: true });
    return error;
  }
}
