import { randomUUID } from 'node:crypto';
import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { listOf, type StoredRow, seqOf, textOf } from '../../lambda/domain/audit/stored-row.ts';
import { verifyAudit } from '../../lambda/domain/audit/verify-audit.ts';
import type { DomainError, ErrorCode } from '../../lambda/domain/errors.ts';
import type { Commit, Write } from '../../lambda/domain/ports/commit.ts';
import type { CommitDeps } from '../../lambda/store/transact.ts';
import { memoryArchive } from '../domain/audit/memory-sources.ts';
import { type AuditWorld, auditKeys, byLane, entry, startAuditWorld, tableNames } from './audit-world.ts';

const put = (pk: string, refusal: ErrorCode = 'STALE_REVISION', path: readonly string[] = []): Write => ({
  refusal,
  refusalPath: path,
  item: {
    Put: {
      TableName: tableNames.records,
      Item: { pk: { S: pk }, sk: { S: 'a' } },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
});

type Client = CommitDeps['dynamo'];
const isTransact = (command: unknown) => command instanceof TransactWriteItemsCommand;

/** A client that loses the answer of some transactions, after they took effect or before they were sent. */
function losing(world: AuditWorld, when: (call: number) => 'ANSWER' | 'REQUEST' | undefined): Client {
  let calls = 0;
  const send = async (command: never) => {
    const loss = isTransact(command) ? when(calls++) : undefined;
    if (loss === 'REQUEST') throw new Error('socket hang up');
    const answer = await world.dynamo.send(command);
    if (loss === 'ANSWER') throw new Error('socket hang up');
    return answer;
  };
  return { send } as never;
}

/** An engine that forgets tokens, as DynamoDB does after ten minutes: each request is one of its own. */
function forgetting(inner: Client): Client {
  const send = ({ input }: TransactWriteItemsCommand) =>
    inner.send(new TransactWriteItemsCommand({ ...input, ClientRequestToken: randomUUID() }));
  return { send } as never;
}

const code = async (act: Promise<void>) => {
  const thrown: unknown = await act.then(
    () => undefined,
    (error: unknown) => error,
  );
  return thrown === undefined ? 'DONE' : (thrown as DomainError).code;
};

describe.each(['auto', 'embedded'] as const)('a commit (engine: %s)', { timeout: 60_000 }, (engine) => {
  let world: AuditWorld;
  beforeAll(async () => {
    world = await startAuditWorld(engine);
  }, 60_000);
  afterAll(() => world.stop());

  /** Rows of one request, and the rows of the lane they are in. */
  const written = async (requestId: string) => {
    const rows = await world.rows();
    const own = rows.filter((row) => textOf(row, 'requestId') === requestId);
    return { own, lane: byLane(rows).get(textOf(own[0] ?? {}, 'lane')) ?? [] };
  };
  /** What verification finds wrong with everything in the table; the archive holds the same. */
  const faults = async () => {
    const rows = await world.rows();
    const { table } = world;
    const archive = memoryArchive(() => rows);
    const deps = { now: world.clock.now, table, archive, ...auditKeys, verifySignature: async () => true };
    return (await verifyAudit(deps, { fromDay: '2026-11-03', toDay: '2026-11-05' })).findings;
  };
  const hasRecord = async (pk: string) => (await world.records()).some((row) => row.pk === pk);

  test('writes the change, its row, the lane’s opening and its register row together', async () => {
    const pk = randomUUID();
    const told = entry();
    await world.process().commit([put(pk)], [told]);
    const { own, lane } = await written(told.requestId);
    expect(await hasRecord(pk)).toBe(true);
    expect(own).toHaveLength(1);
    expect(lane.map(seqOf)).toEqual([1, 2]);
    expect(lane[0]).toMatchObject({ opens: [], prevHash: '' });
    expect(own[0]).toMatchObject({ customerId: told.customerId, actor: 'staff:s-1', action: 'READ' });
    const registered = byLane(await world.rows()).get('') ?? [];
    expect(registered.filter((row) => row.seq === own[0]?.lane)).toHaveLength(1);
    expect(JSON.stringify(own)).not.toContain('203.0.113.7');
  });

  test('writes nothing at all when a condition fails, and says so with that write’s refusal', async () => {
    const [taken, free] = [randomUUID(), randomUUID()];
    const { commit } = world.process();
    await commit([put(taken)], []);
    const told = entry();
    const writes = [
      put(free),
      put(taken, 'REFERENCE_TAKEN', ['customerNumbers']),
      put(taken + free, 'NOT_FOUND'),
    ];
    const refused = commit(writes, [told]);
    await expect(refused).rejects.toMatchObject({
      code: 'REFERENCE_TAKEN',
      issues: [{ code: 'REFERENCE_TAKEN', path: ['customerNumbers'] }],
    });
    expect((await written(told.requestId)).own).toEqual([]);
    expect(await hasRecord(free)).toBe(false);
    await commit([put(free)], [told]);
    expect((await written(told.requestId)).lane.map(seqOf)).toEqual([1, 2]);
  });

  test('keeps every chain whole when 200 of them run at once', async () => {
    const { commit } = world.process();
    const told = Array.from({ length: 200 }, () => entry());
    const shared = randomUUID();
    const outcomes = await Promise.all(
      told.map((one, index) => code(commit([put(index % 10 === 0 ? shared : randomUUID())], [one]))),
    );
    expect(outcomes.filter((outcome) => outcome === 'STALE_REVISION')).toHaveLength(19);
    const ids = new Set(told.map(({ requestId }) => requestId));
    const rows = (await world.rows()).filter((row) => ids.has(textOf(row, 'requestId')));
    expect(rows).toHaveLength(181);
    expect(new Set(rows.map((row) => row.lane)).size).toBeLessThanOrEqual(limits.auditLanes);
    expect(await faults()).toEqual([]);
  });

  test('splits entries without writes, and refuses writes that do not fit', async () => {
    const { commit } = world.process();
    const requestId = randomUUID();
    await commit(
      [],
      Array.from({ length: 230 }, () => entry({ requestId })),
    );
    expect((await written(requestId)).own).toHaveLength(230);
    await expect(
      commit(
        [put(randomUUID())],
        Array.from({ length: 98 }, () => entry({ requestId })),
      ),
    ).rejects.toThrow(RangeError);
    expect((await written(requestId)).own).toHaveLength(230);
  });

  test.each([
    ['of the opening transaction', 0],
    ['of a later transaction', 1],
  ])('that loses an answer %s is repeated, and is written once', async (_, lost) => {
    for (const loss of ['ANSWER', 'REQUEST'] as const) {
      const client = losing(world, (call) => (call === lost ? loss : undefined));
      const { commit } = world.process(client);
      const told = Array.from({ length: 3 }, () => entry());
      for (const one of told) await commit([put(randomUUID())], [one]);
      const { lane } = await written(told[0]?.requestId ?? '');
      expect(lane.map(seqOf)).toEqual([1, 2, 3, 4]);
      expect(lane.slice(1).map((row) => row.requestId)).toEqual(told.map((one) => one.requestId));
    }
    expect(await faults()).toEqual([]);
  });

  test('recognises its own rows when the engine has forgotten the token', async () => {
    const client = forgetting(losing(world, (call) => (call < 2 ? 'ANSWER' : undefined)));
    const { commit } = world.process(client);
    const [told, next] = [entry(), entry()];
    const pk = randomUUID();
    await commit([put(pk)], [told]);
    await commit([], [next]);
    expect(await hasRecord(pk)).toBe(true);
    expect((await written(told.requestId)).lane.map((row) => row.requestId)).toEqual([
      undefined,
      told.requestId,
      next.requestId,
    ]);
  });

  test('whose outcome stays unknown says so, and the next lane names the one it abandoned', async () => {
    for (const loss of ['ANSWER', 'REQUEST'] as const) {
      let losses: typeof loss | undefined;
      const { commit } = world.process(losing(world, () => losses));
      const [before, doubtful, after] = [entry(), entry(), entry()];
      await commit([], [before]);
      losses = loss;
      expect(await code(commit([put(randomUUID())], [doubtful]))).toBe('TEMPORARILY_UNAVAILABLE');
      losses = undefined;
      await commit([], [after]);
      const left = (await written(before.requestId)).own[0];
      const { lane } = await written(after.requestId);
      const claim = `ABANDONED ${left?.lane} 2 ${left?.hash}`;
      expect(listOf(lane[0] ?? {}, 'opens')).toEqual([claim]);
      expect((await written(doubtful.requestId)).own).toHaveLength(loss === 'ANSWER' ? 1 : 0);
      const [registered] = (byLane(await world.rows()).get('') ?? []).filter(
        (row) => row.seq === lane[0]?.lane,
      );
      expect(registered).toMatchObject({ opens: [claim] });
    }
    expect(world.log.lines.map(({ event }) => event)).toContain('audit_lane_abandoned');
    expect(await faults()).toEqual([]);
  });

  test('leaves a lane after its hours, and the next one says that it is complete', async () => {
    const { commit } = world.process();
    const [before, after] = [entry(), entry()];
    await commit([], [before]);
    world.clock.add(limits.auditLaneHours * 60);
    await commit([], [after]);
    const left = (await written(before.requestId)).own[0];
    const { lane } = await written(after.requestId);
    expect(listOf(lane[0] ?? {}, 'opens')).toEqual([`ROTATED ${left?.lane} 2 ${left?.hash}`]);
  });

  test('of a process that was killed before or after a step leaves whole chains behind', async () => {
    for (const [isSent, steps] of [
      [false, 1],
      [true, 0],
      [true, 1],
      [true, 2],
    ] as const) {
      const last = entry();
      let effect: Promise<unknown> = Promise.resolve();
      let calls = 0;
      const send = (command: never) => {
        if (calls++ < steps) return world.dynamo.send(command);
        if (isSent) effect = world.dynamo.send(command);
        return new Promise(() => {});
      };
      const { commit } = world.process({ send } as never);
      for (let step = 0; step < steps; step++) await commit([], [entry()]);
      void commit([put(randomUUID())], [last]);
      while (calls <= steps) await new Promise((resolve) => setImmediate(resolve));
      await effect;
      const { own, lane } = await written(last.requestId);
      expect(own).toHaveLength(isSent ? 1 : 0);
      if (isSent) expect(lane).toHaveLength(steps + 2);
      await world.process().commit([], [entry()]);
    }
    expect(await faults()).toEqual([]);
  });

  test('moves to a new lane when another row stands in its place', async () => {
    const { chain, commit } = world.process();
    const [before, after] = [entry(), entry()];
    await commit([], [before]);
    const lane = textOf((await written(before.requestId)).own[0] ?? {}, 'lane');
    const stray: StoredRow = { lane, seq: '000000000003', hash: 'another' };
    const Item = Object.fromEntries(Object.entries(stray).map(([name, S]) => [name, { S: String(S) }]));
    await world.dynamo.send(new PutItemCommand({ TableName: tableNames.audit, Item }));
    await commit([put(randomUUID())], [after]);
    const rows = (await written(after.requestId)).lane;
    expect(rows[0]?.lane).not.toBe(lane);
    expect(rows.map(seqOf)).toEqual([1, 2]);
    expect(listOf(rows[0] ?? {}, 'opens')[0]).toContain(`ABANDONED ${lane} 2 `);
    const taken = await chain.take();
    expect(taken.lane).toBe(rows[0]?.lane);
    taken.release();
  });
});

test('nothing to write is nothing to do', async () => {
  const none = { send: () => Promise.reject(new Error('sent')) } as never;
  const { createCommit } = await import('../../lambda/store/transact.ts');
  const commit: Commit = createCommit({ dynamo: none } as never);
  await expect(commit([], [])).resolves.toBeUndefined();
});
