import {
  type DynamoDBClient,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { limits } from '../declared/limits.ts';
import type { Random } from '../domain/ports/random.ts';
import { type RefusedItem, transactFailureOf } from './transact-failure.ts';

export interface TransactDeps {
  readonly dynamo: Pick<DynamoDBClient, 'send'>;
  readonly random: Random;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** How a transaction ended. */
export type TransactOutcome =
  | { readonly kind: 'DONE' }
  /** Nothing is written: these conditions failed. */
  | { readonly kind: 'REFUSED'; readonly items: readonly RefusedItem[] }
  /** Nothing is written: it was never let in. */
  | { readonly kind: 'BUSY' }
  /** It may be written or not. */
  | { readonly kind: 'UNKNOWN' };

const longestPauseMilliseconds = 800;

/**
 * Sends one transaction until its outcome is known, at most `limits.transactAttempts` times. While an outcome is unknown the same
 * ClientRequestToken is sent again: DynamoDB then answers for the first, for ten minutes. After a definite refusal a new one is.
 *
 * @throws what the SDK throws for a request that is wrong or not permitted; nothing is written then
 */
export async function transactOnce(
  deps: TransactDeps,
  items: readonly TransactWriteItem[],
): Promise<TransactOutcome> {
  let token = deps.random.id();
  let mayHaveRun = false;
  for (let attempt = 0; attempt < limits.transactAttempts; attempt++) {
    if (attempt > 0) await deps.pause(jittered(deps.random, 25 * 2 ** (attempt - 1)));
    try {
      await deps.dynamo.send(
        new TransactWriteItemsCommand({ TransactItems: [...items], ClientRequestToken: token }),
      );
      return { kind: 'DONE' };
    } catch (error) {
      const failure = transactFailureOf(error);
      if (failure.kind === 'REFUSED') return failure;
      if (failure.kind === 'FAULT' && !mayHaveRun) throw error;
      if (failure.kind === 'FAULT') return { kind: 'UNKNOWN' };
      if (failure.kind === 'COLLIDED') {
        mayHaveRun = false;
        token = deps.random.id();
      } else mayHaveRun ||= failure.kind === 'UNKNOWN' || failure.mayHaveRun;
    }
  }
  return { kind: mayHaveRun ? 'UNKNOWN' : 'BUSY' };
}

function jittered(random: Random, most: number): number {
  const [high = 0, low = 0] = random.bytes(2);
  return ((high * 256 + low) / 65_536) * Math.min(most, longestPauseMilliseconds);
}
