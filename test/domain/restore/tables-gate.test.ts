import { expect, test } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import type { LedgerMarker, TableIds } from '../../../lambda/domain/restore/ledger-marker.ts';
import { createTablesGate } from '../../../lambda/domain/restore/tables-gate.ts';

const tables = { records: 'r1', keys: 'k1' };
const stamped = (of: TableIds, behind = false): LedgerMarker => ({
  ...{ version: 1, tables: of, place: undefined, checkedAt: '2026-11-20T00:00:00.000Z' },
  behind: behind ? { jobId: 'j', tables: of, actsSince: undefined, erasuresSince: undefined } : undefined,
});

function gateOn(marker: LedgerMarker | undefined) {
  const world = { at: Date.parse('2026-11-22T00:00:00.000Z'), looks: 0, told: 0, marker, isOut: false };
  const log = { info() {}, warn() {}, error: () => void world.told++ };
  const gate = createTablesGate({
    now: () => new Date(world.at),
    log,
    ledgerMarker: {
      async load() {
        world.looks += 1;
        if (world.isOut) throw new Error('out of reach');
        return world.marker;
      },
    },
    tableIds: async () => tables,
  });
  const later = (seconds: number) => {
    world.at += seconds * 1000;
  };
  return { world, gate, later };
}

test('tables without a marker, and those that it names, are served; others are not, nor while a replay is under way', async () => {
  const areBehind = async (marker: LedgerMarker | undefined) => gateOn(marker).gate.areBehind();
  expect(await areBehind(undefined)).toBe(false);
  expect(await areBehind(stamped(tables))).toBe(false);
  expect(await areBehind(stamped({ ...tables, records: 'r0' }))).toBe(true);
  expect(await areBehind(stamped({ ...tables, keys: 'k0' }))).toBe(true);
  expect(await areBehind(stamped(tables, true))).toBe(true);
  await expect(gateOn(stamped(tables, true)).gate.require()).rejects.toThrow('TEMPORARILY_UNAVAILABLE');
});

test('many at once look once; a warm process does not look for a minute, then beside its work', async () => {
  const { world, gate, later } = gateOn(stamped(tables));
  await Promise.all([gate.require(), gate.require(), gate.require()]);
  later(limits.tablesLookSeconds - 1);
  await gate.require();
  expect(world.looks).toBe(1);
  later(1);
  world.marker = stamped(tables, true);
  expect(await gate.areBehind()).toBe(false);
  expect(world.looks).toBe(2);
  await new Promise(setImmediate);
  expect(await gate.areBehind()).toBe(true);
  expect(world.told).toBe(1);
});

test('a process that slept looks before it works', async () => {
  const { world, gate, later } = gateOn(stamped(tables));
  await gate.require();
  later(limits.tablesTrustSeconds);
  world.marker = stamped({ ...tables, records: 'r0' });
  expect(await gate.areBehind()).toBe(true);
});

test('tables that are behind are looked at again soon, and served once the replay is done', async () => {
  const { world, gate, later } = gateOn(stamped(tables, true));
  expect(await gate.areBehind()).toBe(true);
  world.marker = stamped(tables);
  expect(await gate.areBehind()).toBe(true);
  expect(world.looks).toBe(1);
  later(limits.tablesAgainSeconds);
  expect(await gate.areBehind()).toBe(false);
});

test('who knows nothing serves nobody; who knew does, when a look beside the work fails', async () => {
  const cold = gateOn(stamped(tables));
  cold.world.isOut = true;
  await expect(cold.gate.require()).rejects.toThrow('out of reach');
  cold.world.isOut = false;
  await cold.gate.require();
  cold.world.isOut = true;
  cold.later(limits.tablesLookSeconds);
  await cold.gate.require();
  await new Promise(setImmediate);
  await cold.gate.require();
});
