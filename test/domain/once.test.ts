import { describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { useReadings } from '../../lambda/domain/contact/act-of-use.ts';
import { refusalReadings } from '../../lambda/domain/contact/refuse.ts';
import { DomainError, type ErrorCode } from '../../lambda/domain/errors.ts';
import { type Call, once, type Plan } from '../../lambda/domain/once.ts';
import type { Write } from '../../lambda/domain/ports/commit.ts';
import type { IdempotentAnswer } from '../../lambda/domain/ports/idempotency.ts';
import type { Ports } from '../../lambda/domain/ports.ts';

/** A table of answers; a commit may be refused once by each code given. */
function memory(refusals: ErrorCode[] = []) {
  const rows = new Map<string, IdempotentAnswer>();
  const deps: Pick<Ports, 'blindIndex' | 'idempotency' | 'commit' | 'now'> = {
    now: () => new Date('2026-11-22T05:00:00Z'),
    blindIndex: {
      ready: async () => ({ of: (_, value) => value, allOf: (_, value) => [value] }),
    },
    idempotency: {
      load: async (id) => rows.get(id),
      insert: (answer) => ({
        refusal: 'IDEMPOTENCY_KEY_REUSED',
        refusalPath: ['idempotencyKey'],
        item: answer,
      }),
    },
    commit: async (writes: readonly Write[]) => {
      const answer = writes[0]?.item as IdempotentAnswer;
      if (rows.has(answer.id)) throw new DomainError('IDEMPOTENCY_KEY_REUSED', ['idempotencyKey']);
      const refusal = writes.length > 1 ? refusals.shift() : undefined;
      if (refusal) throw new DomainError(refusal);
      rows.set(answer.id, answer);
    },
  };
  return { deps, rows };
}

const call: Call = { caller: 'customer:1', operation: 'act', idempotencyKey: 'key-000001', input: { a: 1 } };
const change: Write = { refusal: 'STALE_REVISION', refusalPath: [], item: {} };
const planned = (n: number): Plan<{ n: number }> => ({ writes: [change], audit: [], result: { n } });

describe('once', () => {
  it('gives the first answer again, and refuses the key for another input', async () => {
    const { deps } = memory();
    let runs = 0;
    const act = () => once(deps, call, async () => planned(++runs));
    expect(await act()).toEqual({ n: 1 });
    expect(await act()).toEqual({ n: 1 });
    await expect(once(deps, { ...call, input: { a: 2 } }, async () => planned(9))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(runs).toBe(1);
  });

  it('keeps an answer, a refusal too, for its hours', async () => {
    const { deps, rows } = memory();
    await once(deps, call, async () => planned(1));
    const refuse = async () => {
      throw new DomainError('STALE_REVISION', ['expectedRevision']);
    };
    await expect(once(deps, { ...call, idempotencyKey: 'key-000002' }, refuse)).rejects.toThrow();
    const until = new Date(deps.now().getTime() + limits.idempotencyHours * 3_600_000).toISOString();
    expect([...rows.values()].map(({ expiresAt }) => expiresAt)).toEqual([until, until]);
  });

  it('is another call of another caller or operation, whatever its key', async () => {
    const { deps } = memory();
    let runs = 0;
    for (const other of [call, { ...call, caller: 'customer:2' }, { ...call, operation: 'other' }])
      expect(await once(deps, other, async () => planned(++runs))).toEqual({ n: runs });
    expect(runs).toBe(3);
  });

  it('plans again when somebody else was faster, and never remembers that as the answer', async () => {
    const { deps, rows } = memory(['STALE_REVISION', 'STALE_REVISION']);
    let runs = 0;
    expect(await once(deps, call, async () => planned(++runs))).toEqual({ n: 3 });
    expect([...rows.values()].map((row) => row.issues)).toEqual([[]]);
  });

  it('gives up a race in the end: that is no answer, and the key is still free', async () => {
    const { deps, rows } = memory(['STALE_REVISION', 'STALE_REVISION', 'STALE_REVISION']);
    await expect(once(deps, call, async () => planned(1))).rejects.toMatchObject({
      code: 'TEMPORARILY_UNAVAILABLE',
    });
    expect(rows.size).toBe(0);
    expect(await once(deps, call, async () => planned(2))).toEqual({ n: 2 });
  });

  it('plans again as often as its operation is to give way to nobody', async () => {
    for (const again of [refusalReadings, useReadings]) {
      const races = again.STALE_REVISION;
      const { deps } = memory(Array.from({ length: races }, () => 'STALE_REVISION' as const));
      expect(await once(deps, call, async () => planned(1), again)).toEqual({ n: 1 });
    }
    expect(refusalReadings.STALE_REVISION).toBeGreaterThanOrEqual(60);
  });

  it('remembers a refusal of the input, with its path', async () => {
    const { deps } = memory();
    const refuse = async () => {
      throw new DomainError('STALE_REVISION', ['expectedRevision']);
    };
    await expect(once(deps, call, refuse)).rejects.toMatchObject({ code: 'STALE_REVISION' });
    await expect(once(deps, call, async () => planned(1))).rejects.toMatchObject({
      issues: [{ code: 'STALE_REVISION', path: ['expectedRevision'] }],
    });
  });

  it.each(['NO_POLICY_IN_FORCE', 'RATE_LIMITED', 'TEMPORARILY_UNAVAILABLE'] as const)(
    'does not remember %s, which passes',
    async (code) => {
      const { deps } = memory();
      const refuse = async () => {
        throw new DomainError(code);
      };
      await expect(once(deps, call, refuse)).rejects.toMatchObject({ code });
      expect(await once(deps, call, async () => planned(1))).toEqual({ n: 1 });
    },
  );

  it('reads once more when what was read does not fit together, and then believes it', async () => {
    const { deps } = memory();
    let runs = 0;
    const torn = async () => {
      runs += 1;
      if (runs === 1) throw new DomainError('INTEGRITY_VIOLATION');
      return planned(runs);
    };
    expect(await once(deps, call, torn)).toEqual({ n: 2 });
    const tampered = async () => {
      throw new DomainError('INTEGRITY_VIOLATION');
    };
    const other = { ...call, idempotencyKey: 'key-000002' };
    await expect(once(deps, other, tampered)).rejects.toMatchObject({ code: 'INTEGRITY_VIOLATION' });
  });

  it('answers the same call alike when it runs several times at once', async () => {
    const { deps } = memory();
    let isDone = false;
    const act = async () => {
      // What a second run of the same act runs into, once the first is done.
      if (isDone) throw new DomainError('ALREADY_REGISTERED');
      await Promise.resolve();
      isDone = true;
      return planned(1);
    };
    const answers = await Promise.all(Array.from({ length: 8 }, () => once(deps, call, act)));
    expect(answers).toEqual(Array(8).fill({ n: 1 }));
  });
});
