import { expect, test } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { sweepDue } from '../../lambda/domain/sweep-due.ts';

const start = Date.parse('2026-03-02T08:00:00.000Z');

/** One entry in each shard, named by it; what was acted upon, and what was logged. */
function world(act: (shard: number) => 'MOVED' | 'WAITING' | 'FAILED' = () => 'MOVED') {
  const made = { at: start, acted: [] as number[], logged: [] as [string, unknown][] };
  const log = {
    info() {},
    warn() {},
    error: (event: string, facts?: object) => made.logged.push([event, facts]),
  };
  const from = {
    lane: 'things',
    fault: 'thing_not_handled',
    due: async (shard: number) => [{ customerId: `c${shard}`, shard }],
    act: async ({ shard }: { shard: number }) => {
      made.acted.push(shard);
      return act(shard);
    },
  };
  const sweep = (until = start + 60_000, changes: Partial<typeof from> = {}) =>
    sweepDue(
      { now: () => new Date(made.at), log },
      { ...from, ...changes },
      {
        until: new Date(until),
        perShard: 5,
      },
    );
  return { made, sweep };
}

test('every shard has its turn, and another is first each minute', async () => {
  const { made, sweep } = world();
  expect(await sweep()).toEqual({ moved: limits.indexShards, failed: 0 });
  const [first] = made.acted;
  expect(new Set(made.acted).size).toBe(limits.indexShards);
  made.acted = [];
  made.at += 60_000;
  await sweep(made.at + 60_000);
  expect(made.acted[0]).toBe(((first ?? 0) + 1) % limits.indexShards);
});

test('what cannot be handled, or says so, counts as failed and holds up nothing', async () => {
  const { made, sweep } = world((shard) => {
    if (shard === 3) throw new TypeError('no');
    return shard === 4 ? 'FAILED' : shard === 5 ? 'WAITING' : 'MOVED';
  });
  expect(await sweep()).toEqual({ moved: limits.indexShards - 3, failed: 2 });
  expect(made.logged).toEqual([['thing_not_handled', { customerId: 'c3' }]]);
});

test('what cannot be handled is named by whose it is, or by itself where it is nobody’s', async () => {
  const { made, sweep } = world();
  const entries = [{ id: 'R1' }, { id: 'R2', customerId: 'C1' }, { customerId: 'C2', mailId: 'M1' }, {}];
  const due = async (shard: number) => (shard === 0 ? entries.map((entry) => ({ ...entry, shard })) : []);
  const act = async () => {
    throw new TypeError('no');
  };
  expect(await sweep(undefined, { due, act } as never)).toEqual({ moved: 0, failed: 4 });
  expect(made.logged).toStrictEqual(
    [{ recordId: 'R1' }, { customerId: 'C1' }, { customerId: 'C2', mailId: 'M1' }, {}].map((named) => [
      'thing_not_handled',
      named,
    ]),
  );
});

test('a shard that cannot be read is told of, and the others are swept', async () => {
  const { made, sweep } = world();
  const due = async (shard: number) => {
    if (shard === 7) throw new TypeError('throttled');
    return [{ customerId: `c${shard}`, shard }];
  };
  expect(await sweep(undefined, { due })).toEqual({ moved: limits.indexShards - 1, failed: 0 });
  expect(made.logged).toEqual([['due_not_read', { lane: 'things-7' }]]);
});

test('nothing is begun once the time is over', async () => {
  const { made, sweep } = world();
  const act = async ({ shard }: { shard: number }) => {
    made.acted.push(shard);
    made.at += 10_000;
    return 'MOVED' as const;
  };
  const due = async (shard: number) => [1, 2].map((n) => ({ customerId: `c${shard}-${n}`, shard }));
  let reads = 0;
  const nothing = async () => {
    reads += 1;
    return [];
  };
  await sweep(made.at, { due: nothing });
  expect(reads).toBe(0);
  // In the middle of a shard, and between two.
  expect(await sweep(start + 25_000, { act, due })).toEqual({ moved: 3, failed: 0 });
  expect(await sweep(made.at + 15_000, { act, due })).toEqual({ moved: 2, failed: 0 });
});
