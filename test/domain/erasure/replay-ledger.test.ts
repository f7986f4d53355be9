import { expect, test } from 'vitest';
import { dataClasses } from '../../../lambda/domain/access.ts';
import { type ReplayDeps, replayLedger } from '../../../lambda/domain/erasure/replay-ledger.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import type { LedgerFound } from '../../../lambda/domain/ports/erasures.ts';
import type { LedgerMarker } from '../../../lambda/domain/restore/ledger-marker.ts';

const now = '2026-11-22T12:00:00.000Z';
const before = '2026-11-22T11:00:00.000Z';
const id = `0000000000-${'A'.repeat(26)}`;
const facts = { classes: dataClasses, left: [], cause: 'RETENTION' };
const entered = (at: string, customerId = 'known', what: object = facts): LedgerFound => ({
  place: `${at}-${id}.json`,
  entry: { id, at, kind: 'ERASURE', customerId, facts: what as typeof facts },
});
const marked = (place: string | undefined): LedgerMarker => ({
  ...{ version: 1, tables: { records: 'r', keys: 'k' }, place, checkedAt: now, behind: undefined },
});

/** Tables that know of every erasure, but of customers named otherwise than `known`; a ledger with these entries. */
async function replayed(
  found: readonly LedgerFound[],
  given: { readonly place?: string; readonly from?: string; readonly isFirst?: boolean } = {},
) {
  const world = {
    marker: marked(given.place ?? before),
    from: '',
    told: [] as string[],
    lanes: [] as unknown[],
    begun: [] as string[],
    moves: 0,
  };
  const told = new Set<string>();
  const deps = {
    now: () => new Date(now),
    random: { id: () => 'x' },
    log: {
      info() {},
      warn() {},
      error(event: string, { lane }: { lane?: string }) {
        world.told.push(event);
        if (lane !== undefined) world.lanes.push(lane);
      },
    },
    ledger: {
      async *since(place: string) {
        world.from = place;
        yield* found;
      },
    },
    counters: {
      async take({ key }: { key: string }) {
        if (told.has(key)) throw new DomainError('RATE_LIMITED');
        told.add(key);
      },
    },
    ledgerMarker: {
      load: async () => world.marker,
      put: (_: LedgerMarker, after: LedgerMarker) => ({ after }),
    },
    erasures: {
      async find(customerId: string) {
        if (customerId === 'broken') throw new DomainError('INTEGRITY_VIOLATION');
        return customerId === 'known' ? { step: 'STOP' } : undefined;
      },
      put: (_: unknown, { customerId }: { customerId: string }) => [{ begun: customerId }],
    },
    jobs: { insert: () => [] },
    customers: { record: async () => undefined },
    contactStates: { load: async () => undefined },
    async commit(writes: readonly { after?: LedgerMarker; begun?: string }[]) {
      for (const { after, begun } of writes) {
        if (begun !== undefined) world.begun.push(begun);
        if (after) Object.assign(world, { marker: after, moves: world.moves + 1 });
      }
    },
  } as unknown as ReplayDeps;
  const { from } = given;
  const run = () => replayLedger(deps, { by: 'clock', ...(from !== undefined && { from }) });
  const outcome = await run().catch((error: unknown) => String(error));
  return { ...world, outcome, run, world };
}

test('the look begins a margin before the marker, earlier where that was asked for, never later', async () => {
  const start = async (given: Parameters<typeof replayed>[1]) => (await replayed([], given)).from;
  const margin = '2026-11-22T10:45:00.000Z';
  expect(await start({ place: before })).toBe(margin);
  expect(await start({ place: `${before}-${id}.json` })).toBe(margin);
  expect(await start({ from: now })).toBe(margin);
  expect(await start({ from: '2026-11-01T00:00:00Z' })).toBe('2026-11-01T00:00:00.000Z');
});

test('a marker of a time to come, or of no time, is of no worth: everything is looked at', async () => {
  for (const place of [`2099-01-01T00:00:00.000Z-${id}.json`, 'zzz'])
    expect((await replayed([entered(before)], { place })).from).toBe('1970-01-01T00:00:00.000Z');
});

test('the marker moves to the instant of the look where it met an erasure, and never beyond', async () => {
  const { marker } = await replayed([entered(before), entered('2099-01-01T00:00:00.000Z')]);
  expect(marker.place).toBe(now);
  expect((await replayed([])).moves).toBe(0);
});

test('what is forged moves nothing and holds nothing up; it is told once', async () => {
  const forged = { place: '2099-x', fault: 'FORGED' } as const;
  expect(await replayed([forged])).toMatchObject({ moves: 0, told: ['integrity_violation'] });
  const { world, run, marker, begun } = await replayed([forged, entered(before, 'restored')]);
  expect([marker.place, begun]).toEqual([now, ['restored']]);
  await run();
  expect(world.told.filter((event) => event === 'integrity_violation')).toHaveLength(1);
});

test('what is ours and cannot be read, or is not understood, keeps the marker before it; the others are done', async () => {
  const unread = { place: `${before}-${id}.json`, fault: 'UNREAD' } as const;
  for (const left of [unread, entered(before, 'later', { ...facts, classes: ['genome'] })])
    expect(await replayed([left, entered(now, 'restored')])).toMatchObject({
      ...{ outcome: 1, moves: 0, begun: ['restored'] },
      told: ['integrity_violation', 'ledger_behind'],
    });
});

test('one that cannot be begun stops no other, and the run ends in its fault with the marker before it', async () => {
  const found = [entered(before, 'broken'), entered(before, 'restored'), entered(now, 'known')];
  const { outcome, moves, begun } = await replayed(found);
  expect([outcome, moves, begun]).toEqual([expect.stringContaining('INTEGRITY_VIOLATION'), 0, ['restored']]);
});

test('who is woken is told a name of ours, and never what somebody else called something', async () => {
  const unread = (place: string) => ({ place, fault: 'UNREAD' }) as const;
  const named = `${before}-${id}`;
  expect((await replayed([unread(`${named}.json`)])).lanes).toEqual([named.replace(/[:.]/g, '-')]);
  for (const name of [
    named,
    `${named}.jsonx`,
    `x${named}.json`,
    `${before}-${id.slice(1)}.json`,
    `${before}-nguyen.json`,
  ])
    expect((await replayed([unread(name)])).lanes).toEqual(['unnamed']);
});
