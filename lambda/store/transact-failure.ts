import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** Why one try at a transaction failed, as far as what to do next depends on it. */
export type TransactFailure =
  /** Nothing was written: it met another transaction, or a part of it was throttled. */
  | { readonly kind: 'COLLIDED' }
  /** Nothing was written: conditions failed. Positions of the items, in order, and what stood there. */
  | { readonly kind: 'REFUSED'; readonly items: readonly RefusedItem[] }
  /** The request was not looked at. `mayHaveRun`: an earlier try of the same request, inside the client, has no answer. */
  | { readonly kind: 'THROTTLED'; readonly mayHaveRun: boolean }
  /** No answer, or one that says nothing: it may be written, or may be yet. */
  | { readonly kind: 'UNKNOWN' }
  /** The request itself is wrong, or not permitted. */
  | { readonly kind: 'FAULT' };

export interface RefusedItem {
  readonly position: number;
  /** `hash` of the audit row that stands in its place. */
  readonly hash: string | undefined;
}

const throttles = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionConflictException',
]);
const collisions = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);

export function transactFailureOf(error: unknown): TransactFailure {
  if (error instanceof TransactionCanceledException) return cancellationOf(error);
  const { name, status, attempts } = describe(error);
  if (throttles.has(name)) return { kind: 'THROTTLED', mayHaveRun: attempts > 1 };
  if (name === 'TransactionInProgressException' || status === 408) return { kind: 'UNKNOWN' };
  return status >= 400 && status < 500 ? { kind: 'FAULT' } : { kind: 'UNKNOWN' };
}

function cancellationOf(error: TransactionCanceledException): TransactFailure {
  const reasons = error.CancellationReasons ?? [];
  const items = reasons.flatMap(({ Code, Item }, position) =>
    Code === 'ConditionalCheckFailed' ? [{ position, hash: Item?.hash?.S }] : [],
  );
  if (items.length > 0) return { kind: 'REFUSED', items };
  const codes = reasons.map(({ Code }) => Code ?? 'None').filter((code) => code !== 'None');
  return codes.length > 0 && codes.every((code) => collisions.has(code))
    ? { kind: 'COLLIDED' }
    : { kind: 'FAULT' };
}

/** What the SDK tells of a failure; status 0 when there was no answer. */
function describe(error: unknown): { name: string; status: number; attempts: number } {
  if (!(error instanceof Error)) return { name: '', status: 0, attempts: 0 };
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number; attempts?: number } };
  return { name: error.name, status: $metadata?.httpStatusCode ?? 0, attempts: $metadata?.attempts ?? 0 };
}
