import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import type { Signals } from '../../../lambda/domain/contact/email-hold.ts';
import { judgeSuspicion, noted, type SuspectAct } from '../../../lambda/domain/contact/judge-suspicion.ts';

const start = Date.parse('2026-03-02T00:00:00.000Z');
const minute = 60_000;
const day = 24 * 60 * minute;
const customerId = 'CUSTOMER';
const fields = ['email', 'identityNumber', 'bankAccount', 'taxCode'] as const;
const networks = ['home', 'office', 'elsewhere'] as const;

/** An act so many minutes after the one before it. */
const step = fc.record({
  wait: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 10 * 24 * 60 }), fc.constant(0)),
  isRequest: fc.boolean(),
  asks: fc.subarray([...fields]),
  isPayment: fc.boolean(),
  changes: fc.subarray([...fields]),
  network: fc.option(
    fc.constantFrom(...networks).map((name) => [name] as const),
    { nil: undefined },
  ),
});
/** Somebody, or something, that writes again and again. */
const writing = fc.record({
  wait: fc.integer({ min: 0, max: 9 }),
  isRequest: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  asks: fc.constant([]),
  isPayment: fc.constant(false),
  changes: fc.constant([]),
  network: fc.constant(undefined),
});
const long = { maxLength: 40, size: 'max' } as const;
const history = fc.oneof(fc.array(step, long), fc.array(writing, long));

type Step = Omit<SuspectAct, 'at' | 'network'> & {
  readonly wait: number;
  readonly network: readonly [string] | undefined;
};
function actsOf(steps: readonly Step[]): SuspectAct[] {
  let at = start;
  return steps.map(({ wait, network, ...facts }) => {
    at += wait * minute;
    return { ...facts, at: new Date(at), ...(network && { network }) };
  });
}

/** The rules as they are written, over everything that ever happened. */
function expected(past: readonly SuspectAct[], act: SuspectAct): string | undefined {
  const now = act.at.getTime();
  const visits = past.flatMap(({ network = [], at }) => network.map((one) => ({ one, at: at.getTime() })));
  // Known is the very first, and whatever was first seen days ago.
  const isKnown = (name: string) =>
    name === visits[0]?.one ||
    visits.some(({ one, at }) => one === name && at <= now - limits.holdNetworkDays * day);
  if (act.isPayment && act.network && visits.length > 0 && !act.network.some(isKnown)) return 'NEW_ORIGIN';
  const isChanged = (field: string) =>
    past.some(
      ({ changes = [], at }) =>
        changes.includes(field) && at.getTime() > now - limits.holdContradictionDays * day,
    );
  if (act.asks?.some(isChanged)) return 'CONTRADICTION';
  const lately = past.filter(({ isRequest, at }) => isRequest && at.getTime() > now - 60 * minute).length;
  return act.isRequest && lately + 1 > limits.holdBurst ? 'BURST' : undefined;
}

const known = (past: readonly SuspectAct[]): Signals | undefined =>
  past.reduce<Signals | undefined>((signals, act) => noted(signals, customerId, act), undefined);

describe('the rules of holds', () => {
  it('say over what is kept what they would say over everything that ever happened', () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(history, (steps) => {
        const acts = actsOf(steps);
        let signals: Signals | undefined;
        for (const [n, act] of acts.entries()) {
          const cause = judgeSuspicion(signals, act);
          met.set(String(cause), (met.get(String(cause)) ?? 0) + 1);
          expect(cause).toBe(expected(acts.slice(0, n), act));
          signals = noted(signals, customerId, act);
        }
      }),
      { numRuns: 400 },
    );
    // Each answer there is was met: what holds above holds of each.
    expect([...met.keys()].sort()).toEqual(['BURST', 'CONTRADICTION', 'NEW_ORIGIN', 'undefined']);
  });

  it('find nothing in a first act, whatever it is, nor in one that asks for nothing', () => {
    fc.assert(
      fc.property(history, step, (steps, one) => {
        const [first] = actsOf([one]);
        if (first) expect(judgeSuspicion(undefined, first)).toBeUndefined();
        const past = actsOf(steps);
        const at = new Date((past.at(-1)?.at.getTime() ?? start) + one.wait * minute);
        expect(judgeSuspicion(known(past), { at, changes: [...fields] })).toBeUndefined();
      }),
    );
  });

  it('keep no more than they ask about, and change nothing of what they are given', () => {
    const many = Array.from({ length: limits.holdNetworks + 15 }, (_, n) => `network ${n}`);
    const visits = fc.array(fc.constantFrom(...many), { minLength: 30, maxLength: 120 });
    fc.assert(
      fc.property(visits, history, (visited, steps) => {
        let signals: Signals | undefined;
        const past = actsOf(steps);
        const from = past.at(-1)?.at.getTime() ?? start;
        const acts = visited.map((name, n) => ({
          at: new Date(from + n * 5 * minute),
          isRequest: true,
          network: [name] as const,
        }));
        for (const act of [...past, ...acts]) {
          const before = structuredClone(signals);
          const given = signals;
          judgeSuspicion(signals, act);
          signals = noted(signals, customerId, act);
          expect(given).toEqual(before);
          expect(signals.requestedAt.length).toBeLessThanOrEqual(limits.holdBurst + 1);
          expect(Object.keys(signals.networks).length).toBeLessThanOrEqual(limits.holdNetworks);
          expect(signals.version).toBe((before?.version ?? 0) + 1);
          // Where the customer just was is known.
          if (act.network) expect(Object.keys(signals.networks)).toContain(act.network[0]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('know a network again while the index key rotates, and keep it under the current version', () => {
    const at = new Date(start);
    const before = noted(undefined, customerId, { at, network: ['of version 1'] });
    const later = new Date(start + 2 * day);
    const act = { at: later, isPayment: true, network: ['of version 2', 'of version 1'] as const };
    expect(judgeSuspicion(before, act)).toBeUndefined();
    expect(Object.keys(noted(before, customerId, act).networks)).toEqual(['of version 2']);
    expect(judgeSuspicion(before, { ...act, network: ['of version 2'] })).toBe('NEW_ORIGIN');
  });

  it('know a new network only days after its first act, however many there were, and while the index key rotates', () => {
    const at = (ms: number) => new Date(start + ms);
    const days = limits.holdNetworkDays * day;
    const home = noted(undefined, customerId, { at: at(0), network: ['home'] });
    const pays = (ms: number, network: readonly [string, ...string[]] = ['thief']) => ({
      at: at(ms),
      isPayment: true,
      network,
    });
    // The first is known at once.
    expect(judgeSuspicion(home, pays(1, ['home']))).toBeUndefined();
    let signals = home;
    for (let n = 0; n < 10; n++) {
      const act = pays(minute + (n * days) / 10, n < 5 ? ['thief'] : ['of version 2', 'thief']);
      expect(judgeSuspicion(signals, act)).toBe('NEW_ORIGIN');
      signals = noted(signals, customerId, act);
    }
    const rotated = ['of version 2', 'thief'] as const;
    expect(judgeSuspicion(signals, pays(minute + days - 1, [...rotated]))).toBe('NEW_ORIGIN');
    expect(judgeSuspicion(signals, pays(minute + days, [...rotated]))).toBeUndefined();
    const after = noted(signals, customerId, pays(minute + days, [...rotated]));
    expect([Object.keys(after.networks).sort(), after.newSince]).toEqual([['home', 'of version 2'], {}]);
  });

  it('know each network of a row that does not say since when, and none where a hold has made all unknown', () => {
    const act = { at: new Date(start + minute), isPayment: true, network: ['old'] as const };
    const { newSince: _, ...first } = noted(undefined, customerId, { at: new Date(start), network: ['old'] });
    const old = { ...first, networks: { ...first.networks, other: first.networks.old ?? '' } };
    expect(judgeSuspicion(old, act)).toBeUndefined();
    const stranger = { ...act, network: ['new'] as const };
    const after = noted(old, customerId, stranger);
    expect(judgeSuspicion(old, stranger)).toBe('NEW_ORIGIN');
    expect(judgeSuspicion(after, stranger)).toBe('NEW_ORIGIN');
    expect(judgeSuspicion(after, { ...act, network: ['other'] })).toBeUndefined();
    expect(judgeSuspicion({ ...old, networks: {}, newSince: {} }, act)).toBe('NEW_ORIGIN');
  });

  it('count a request for an hour and a change for its days, to the millisecond, and keep neither longer', () => {
    const at = (ms: number) => new Date(start + ms);
    const written = Array.from({ length: limits.holdBurst }, () => ({ at: at(0), isRequest: true }));
    const changed = { at: at(0), changes: ['email'] } as const;
    const kept = limits.holdContradictionDays * day;
    const lastMoment = (ms: number) => [at(ms - 1), at(ms)] as const;
    for (const [n, now] of lastMoment(60 * minute).entries()) {
      const act = { at: now, isRequest: true };
      expect(judgeSuspicion(known(written), act)).toBe(n === 0 ? 'BURST' : undefined);
      expect(noted(known(written), customerId, act).requestedAt).toHaveLength(
        n === 0 ? limits.holdBurst + 1 : 1,
      );
    }
    for (const [n, now] of lastMoment(kept).entries()) {
      expect(judgeSuspicion(known([changed]), { at: now, asks: ['email'] })).toBe(
        n === 0 ? 'CONTRADICTION' : undefined,
      );
      expect(Object.keys(noted(known([changed]), customerId, { at: now }).changed)).toEqual(
        n === 0 ? ['email'] : [],
      );
    }
  });

  it('keep since when each way to reach the customer is what it is, and of requests those that a rule may ask about', () => {
    const at = (ms: number) => new Date(start + ms);
    const first = noted(undefined, customerId, { at: at(0), sets: ['phone', 'address', 'taxCode'] });
    expect(first.waysSince).toEqual({ phone: at(0).toISOString(), address: at(0).toISOString() });
    const later = noted(first, customerId, { at: at(40 * day), sets: ['phone'] });
    expect(later.waysSince).toEqual({ phone: at(40 * day).toISOString(), address: at(0).toISOString() });
    const many = Array.from({ length: limits.holdBurst + 5 }, (_, n) => ({ at: at(n), isRequest: true }));
    const kept = many.slice(-limits.holdBurst - 1).map((act) => act.at.toISOString());
    expect(known(many)?.requestedAt).toEqual(kept);
  });
});
