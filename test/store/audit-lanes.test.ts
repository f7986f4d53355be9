import { describe, expect, test } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { listOf, seqOf, textOf } from '../../lambda/domain/audit/stored-row.ts';
import { createAuditChain, type TakenLane } from '../../lambda/store/audit-lanes.ts';
import { auditKeys, createClock, entry, random } from './audit-world.ts';

function chainAt(clock = createClock('2026-11-03T08:00:00.000Z')) {
  return createAuditChain({ auditKeys, tableName: 'audit', now: clock.now, random });
}
const write = async (taken: TakenLane) => {
  const { rows, head } = await taken.rowsOf([entry()]);
  taken.advance(head);
  return rows;
};

describe('the lanes of a process', () => {
  test('are never shared: who finds all taken waits, first come, first served', async () => {
    const chain = chainAt();
    const taken = await Promise.all(Array.from({ length: limits.auditLanes }, () => chain.take()));
    expect(new Set(taken.map(({ lane }) => lane)).size).toBe(limits.auditLanes);
    const served: string[] = [];
    const waiting = ['first', 'second'].map(async (name) => {
      const lane = await chain.take();
      served.push(name);
      return lane;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(served).toEqual([]);
    const given = taken.map(({ lane }) => lane);
    taken[1]?.release();
    expect((await waiting[0])?.lane).toBe(given[1]);
    expect(served).toEqual(['first']);
    taken[0]?.release();
    expect((await waiting[1])?.lane).toBe(given[0]);
  });

  test('are opened only when one is not enough', async () => {
    const chain = chainAt();
    const lanes = new Set<string>();
    for (let commit = 0; commit < 9; commit++) {
      const taken = await chain.take();
      lanes.add(taken.lane);
      await write(taken);
      taken.release();
    }
    expect(lanes.size).toBe(1);
  });

  test('do not advance by making rows, nor by letting go', async () => {
    const chain = chainAt();
    const taken = await chain.take();
    expect((await taken.rowsOf([entry()])).rows.map(seqOf)).toEqual([Number.NaN, 1, 2]);
    expect((await taken.rowsOf([entry(), entry()])).rows.map(seqOf)).toEqual([Number.NaN, 1, 2, 3]);
    taken.release();
    const again = await chain.take();
    expect((await write(again)).map(seqOf)).toEqual([Number.NaN, 1, 2]);
    expect((await write(again)).map(seqOf)).toEqual([3]);
  });

  test('name every lane they follow, also those that may never have come to be, but not without end', async () => {
    const chain = chainAt();
    const taken = await chain.take();
    const opened = taken.lane;
    await write(taken);
    const left: string[] = [];
    for (let outage = 0; outage < 30; outage++) {
      taken.abandon();
      left.push(taken.lane);
    }
    const [registered, first] = await write(taken);
    const claims = listOf(first ?? {}, 'opens');
    expect(listOf(registered ?? {}, 'opens')).toEqual(claims);
    expect(claims[0]).toMatch(new RegExp(`^ABANDONED ${opened} 2 `));
    expect(claims).toHaveLength(9);
    expect(claims.at(-1)).toBe(`ABANDONED ${left.at(-2)} 0 `);
    taken.abandon();
    const next = (await write(taken))[1];
    expect(listOf(next ?? {}, 'opens')).toHaveLength(1);
  });

  test('are left after their hours by the next transaction that takes them', async () => {
    const clock = createClock('2026-11-03T08:00:00.000Z');
    const chain = chainAt(clock);
    const taken = await chain.take();
    await write(taken);
    const { lane } = taken;
    clock.add(limits.auditLaneHours * 60 - 1);
    await write(taken);
    expect(taken.lane).toBe(lane);
    clock.add(1);
    const [registered, first] = await write(taken);
    expect(taken.lane).not.toBe(lane);
    expect(listOf(first ?? {}, 'opens')[0]).toMatch(new RegExp(`^ROTATED ${lane} 3 `));
    expect(textOf(registered ?? {}, 'lane')).toMatch(/^DAY#2026-11-03#\d\d$/);
  });
});
