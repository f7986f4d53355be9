import { TransactionCanceledException, type TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { transactOnce } from '../../lambda/store/transact-once.ts';
import { random } from './audit-world.ts';

/** Fails with these, one after the other, and then succeeds. */
function failing(...failures: Error[]) {
  const tokens: string[] = [];
  const send = async (command: TransactWriteItemsCommand) => {
    tokens.push(command.input.ClientRequestToken ?? '');
    const failure = failures.shift();
    if (failure) throw failure;
    return {};
  };
  return { tokens, dynamo: { send } as never };
}
const pauses: number[] = [];
const pause = async (milliseconds: number) => {
  pauses.push(milliseconds);
};
const deps = (dynamo: never) => ({ dynamo, random, pause });

const canceled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: '',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const named = (name: string, httpStatusCode?: number, attempts = 1) =>
  Object.assign(new Error(name), {
    name,
    $metadata: { ...(httpStatusCode && { httpStatusCode }), attempts },
  });

const lost = named('TimeoutError');
const internal = named('InternalServerError', 500);
const inProgress = named('TransactionInProgressException', 400);
const throttled = named('ThrottlingException', 400);
const denied = named('AccessDeniedException', 400);
const conflict = canceled('None', 'TransactionConflict');
const refused = canceled('None', 'ConditionalCheckFailed', 'TransactionConflict');

describe('one transaction', () => {
  test('whose outcome is unknown is repeated with the same token, of a legal length', async () => {
    const { tokens, dynamo } = failing(lost, internal, inProgress, throttled, lost);
    expect(await transactOnce(deps(dynamo), [])).toEqual({ kind: 'DONE' });
    expect(tokens).toHaveLength(6);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^.{1,36}$/);
  });

  test('that collided is repeated with a new token', async () => {
    const { tokens, dynamo } = failing(conflict, canceled('ThrottlingError'), lost, conflict);
    expect(await transactOnce(deps(dynamo), [])).toEqual({ kind: 'DONE' });
    expect(tokens).toHaveLength(5);
    expect(tokens[2]).toBe(tokens[3]);
    expect(new Set(tokens).size).toBe(4);
  });

  test('is given up after so many tries: as busy when it never was let in, else as unknown', async () => {
    const always = (failure: Error) => failing(...Array.from({ length: 99 }, () => failure));
    for (const failure of [conflict, throttled, named('ProvisionedThroughputExceededException', 400)]) {
      const { tokens, dynamo } = always(failure);
      expect(await transactOnce(deps(dynamo), [])).toEqual({ kind: 'BUSY' });
      expect(tokens).toHaveLength(limits.transactAttempts);
    }
    for (const failure of [lost, internal, inProgress, named('ThrottlingException', 400, 2)])
      expect(await transactOnce(deps(always(failure).dynamo), [])).toEqual({ kind: 'UNKNOWN' });
    const then = failing(lost, ...Array.from({ length: 99 }, () => throttled));
    expect(await transactOnce(deps(then.dynamo), [])).toEqual({ kind: 'UNKNOWN' });
  });

  test('that was refused is not repeated', async () => {
    const { tokens, dynamo } = failing(refused);
    expect(await transactOnce(deps(dynamo), [])).toMatchObject({ kind: 'REFUSED', items: [{ position: 1 }] });
    expect(tokens).toHaveLength(1);
  });

  test('that is wrong or not permitted fails as it is, unless an earlier try may have run', async () => {
    await expect(transactOnce(deps(failing(denied).dynamo), [])).rejects.toBe(denied);
    const invalid = canceled('ValidationError');
    await expect(transactOnce(deps(failing(invalid).dynamo), [])).rejects.toBe(invalid);
    expect(await transactOnce(deps(failing(lost, denied).dynamo), [])).toEqual({ kind: 'UNKNOWN' });
  });

  test('waits longer from try to try, never longer than a bound, and never alike', async () => {
    pauses.length = 0;
    const busy = () => failing(...Array.from({ length: 99 }, () => conflict)).dynamo;
    for (let run = 0; run < 40; run++) await transactOnce(deps(busy()), []);
    const each = limits.transactAttempts - 1;
    const most = (attempt: number) => Math.max(...pauses.filter((_, index) => index % each === attempt));
    expect(most(0)).toBeLessThan(25);
    expect(most(each - 1)).toBeLessThan(800);
    expect(most(each - 1)).toBeGreaterThan(most(0));
    expect(new Set(pauses).size).toBeGreaterThan(pauses.length / 2);
  });
});
