import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry, AuditQuery, AuditRow } from '../../lambda/domain/audit/row.ts';
import { createAuditReader } from '../../lambda/store/audit-reader.ts';
import { type AuditWorld, entry, random, startAuditWorld, tableNames } from './audit-world.ts';

describe('the trail', { timeout: 60_000 }, () => {
  let world: AuditWorld;
  beforeAll(async () => {
    world = await startAuditWorld();
  }, 60_000);
  afterAll(() => world.stop());

  const reader = () => createAuditReader({ dynamo: world.dynamo, table: tableNames.audit });
  const readAll = async (query: Omit<AuditQuery, 'after'>) => {
    const rows: AuditRow[] = [];
    let after: string | undefined;
    do {
      const page = await reader().find({ ...query, after });
      expect(page.rows.length).toBeLessThanOrEqual(query.first);
      rows.push(...page.rows);
      after = page.next;
    } while (after);
    return rows;
  };
  const requests = (rows: readonly AuditRow[]) => rows.map(({ requestId }) => requestId);

  test('of a customer, an actor and a day is whole, newest first, over every page and shard', async () => {
    const customerId = random.id();
    const actor = { id: `staff:${random.id()}`, roles: ['billing'] };
    const told = Array.from({ length: 23 }, (_, index) =>
      entry(index % 2 === 0 ? { customerId, actor } : { customerId }),
    );
    const processes = Array.from({ length: 12 }, () => world.process());
    for (const [index, one] of told.entries()) {
      world.clock.add(1);
      await processes[index % processes.length]?.commit([], [one]);
    }
    const newest = [...told].reverse();
    const ids = newest.map(({ requestId }) => requestId);
    for (const first of [1, 5, 23, 50]) {
      expect(requests(await readAll({ customerId, first }))).toEqual(ids);
      expect(requests(await readAll({ actor: actor.id, first }))).toEqual(
        newest.filter((one) => one.actor === actor).map(({ requestId }) => requestId),
      );
      expect(requests(await readAll({ day: '2026-11-03', first }))).toEqual(ids);
    }
    expect(await readAll({ day: '2026-11-04', first: 5 })).toEqual([]);
    const days = new Set((await world.rows()).flatMap(({ dayShard }) => dayShard ?? []));
    expect(days.size).toBeGreaterThan(1);
  });

  test('gives each row as it was told, without its origin', async () => {
    const { origin, ...told } = entry({ outcome: 'REFUSED', code: 'FORBIDDEN' });
    await world.process().commit([], [{ ...told, ...(origin && { origin }) }]);
    const { rows } = await reader().find({ customerId: told.customerId ?? '', first: 5, after: undefined });
    expect(rows).toEqual([
      {
        ...told,
        at: world.clock.now().toISOString(),
        lane: expect.any(String),
        seq: 2,
        cursor: expect.any(String),
      },
    ]);
  });

  test('of one transaction keeps its order, and goes on behind any of its rows', async () => {
    const customerId = random.id();
    const told = Array.from({ length: 9 }, () => entry({ customerId }));
    await world.process().commit([], told);
    const ids = told.map(({ requestId }) => requestId).reverse();
    const { rows } = await reader().find({ customerId, first: 9, after: undefined });
    expect(requests(rows)).toEqual(ids);
    const rest = await reader().find({ customerId, first: 9, after: rows[3]?.cursor });
    expect(requests(rest.rows)).toEqual(ids.slice(4));
  });

  test('of one customer is found among those of others in the same lane', async () => {
    const [one, other] = [random.id(), random.id()];
    const told = [one, other, one, other, other, one, one].map((customerId) => entry({ customerId }));
    await world.process().commit([], told);
    for (const customerId of [one, other])
      expect(requests(await readAll({ customerId, first: 50 }))).toEqual(
        told
          .filter((of) => of.customerId === customerId)
          .map(({ requestId }) => requestId)
          .reverse(),
      );
  });

  test('leaves out what an index still names and the table has no more', async () => {
    const customerId = random.id();
    await world.process().commit([], [entry({ customerId }), entry({ customerId })]);
    const find = createAuditReader({
      dynamo: {
        send: async (command: never) => {
          const answer = (await world.dynamo.send(command)) as never;
          const { input } = command as { input: { IndexName?: string } };
          const Key = { lane: { S: rows[0]?.lane ?? '' }, seq: { S: '000000000002' } };
          if (input.IndexName)
            await world.dynamo.send(new DeleteItemCommand({ TableName: tableNames.audit, Key }));
          return answer;
        },
      } as never,
      table: tableNames.audit,
    }).find;
    const { rows } = await reader().find({ customerId, first: 5, after: undefined });
    expect(requests((await find({ customerId, first: 5, after: undefined })).rows)).toEqual(
      requests(rows.slice(0, 1)),
    );
  });

  test('tells sights of a customer apart from thousands of other acts by the index alone', async () => {
    const customerId = random.id();
    const sight = (more: Partial<AuditEntry>) => entry({ customerId, ...more });
    const told = [sight({ view: 'value' }), sight({ action: 'LOOKUP' }), sight({ action: 'GIVE_COPY' })];
    const others = [
      sight({ view: 'masked' }),
      sight({ view: 'value', outcome: 'REFUSED', code: 'FORBIDDEN' }),
      ...Array.from({ length: 48 }, () => sight({ action: 'REFUSE_ALL_EMAIL' })),
    ];
    const { commit } = world.process();
    for (const one of told) {
      for (let n = 0; n < 20; n++) await commit([], others);
      await commit([], [one]);
    }
    for (let n = 0; n < 20; n++) await commit([], others);
    let asked = 0;
    const dynamo = {
      send: (command: never) => {
        asked += 1;
        return world.dynamo.send(command);
      },
    } as never;
    const { find } = createAuditReader({ dynamo, table: tableNames.audit });
    const query = { customerId, sights: ['READ', 'LOOKUP', 'GIVE_COPY'], first: 2 } as const;
    const page = await find({ ...query, after: undefined });
    // Of 4,000 entries the first few, twice 2,000, and the row of each that is given.
    expect(asked).toBe(5);
    const rest = await find({ ...query, after: page.next });
    const newest = [...told].reverse().map(({ requestId }) => requestId);
    expect([requests(page.rows), requests(rest.rows)]).toEqual([newest.slice(0, 2), newest.slice(2)]);
    expect(rest.next).toBeUndefined();
  });

  test('takes no cursor that it did not give', async () => {
    for (const after of ['', 'x', Buffer.from('2026').toString('base64url')])
      await expect(reader().find({ customerId: 'C1', first: 5, after })).rejects.toMatchObject({
        code: 'INVALID_FORMAT',
        issues: [{ path: ['after'] }],
      });
  });
});
