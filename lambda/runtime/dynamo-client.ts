import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../domain/errors.ts';
import type { Log } from '../domain/ports/log.ts';

/**
 * A hung call must not hold a lane of the audit chain; what conflicts or is unknown, `createCommit` repeats itself. What a call goes through is
 * put together once for each kind of call, which is a fifth of a small one.
 */
const patience = {
  maxAttempts: 2,
  cacheMiddleware: true,
  requestHandler: { requestTimeout: 3000, connectionTimeout: 1000 },
};

/**
 * A DynamoDB client whose passing faults (throttled, out of reach, no answer, in another's way) are the domain's TEMPORARILY_UNAVAILABLE, so that a caller
 * is told to try again rather than that something broke. Transactions are left alone: what became of one is for `createCommit` to find out.
 */
export function createDynamoClient(log: Log): DynamoDBClient {
  const dynamo = new DynamoDBClient(patience);
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (context.commandName === 'TransactWriteItemsCommand' || !mayPass(error)) throw error;
        log.error('dynamodb_unavailable', {}, error);
        const unavailable = new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: 2 });
        throw Object.assign(unavailable, { cause: error });
      }
    },
    { step: 'initialize', name: 'tellPassingFaults' },
  );
  return dynamo;
}

const throttles =
  /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|LimitExceededException|TransactionConflict/;

/** No answer, an answer of the service's own failing, one that asks to slow down, or a transaction that is at the item just now. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  const unanswered = status === 0 && ('code' in error || error.name === 'TimeoutError');
  return unanswered || status >= 500 || throttles.test(error.name);
}
