import { expect, test } from 'vitest';
import { holidays } from '../../../lambda/declared/holidays.ts';
import { limits } from '../../../lambda/declared/limits.ts';
import type { Deadline, DeadlineKind } from '../../../lambda/domain/deadline/deadline.ts';
import { tellDeadlines } from '../../../lambda/domain/deadline/tell-deadlines.ts';
import { tellMissingHolidays } from '../../../lambda/domain/deadline/tell-missing-holidays.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import type { Ports } from '../../../lambda/domain/ports.ts';

const hour = 3_600_000;

/** Clocks in memory, and what was told since it was last asked for. */
function world(
  start: string,
  clocks: readonly { readonly kind: DeadlineKind; readonly dueAt: string }[] = [],
) {
  let at = Date.parse(start);
  let said: string[] = [];
  const taken = new Map<string, number>();
  const log = (event: string, { state = '', count = 0 }: { state?: string; count?: number } = {}) =>
    void said.push(`${event} ${state} ${count}`);
  const deps: Pick<Ports, 'deadlines' | 'counters' | 'now' | 'log'> = {
    now: () => new Date(at),
    log: { info: log, warn: log, error: log } as Ports['log'],
    counters: {
      async take({ key }: { readonly key: string }) {
        const day = Math.floor(at / 86_400_000);
        if (taken.get(key) === day) throw new DomainError('RATE_LIMITED');
        taken.set(key, day);
      },
    } as unknown as Ports['counters'],
    deadlines: {
      async page(kinds, { until }) {
        const items = clocks
          .filter(({ kind, dueAt }) => kinds.includes(kind) && (!until || dueAt <= until.toISOString()))
          .map((node) => ({ node: node as Deadline, cursor: '' }));
        return { items, end: undefined, hasNextPage: false };
      },
    },
  };
  return {
    deps,
    go: (to: string) => {
      at = Date.parse(to);
    },
    heard: () => {
      const all = said;
      said = [];
      return all;
    },
  };
}

const due = '2026-11-25T03:00:00.000Z';
const before = (hours: number) => new Date(Date.parse(due) - hours * hour).toISOString();

test.each([
  ['FIRST_ANSWER', limits.answerWarningHours, 'requests_overdue'],
  ['RIGHTS_ANSWER', limits.answerWarningHours, 'requests_overdue'],
  ['CORRECTION', limits.rightWarningHours, 'corrections_overdue'],
  ['RIGHT', limits.rightWarningHours, 'rights_overdue'],
  ['EMAIL_HOLD', limits.answerWarningHours, 'deadlines_passed'],
  ['LEGAL_HOLD_ENDS', limits.legalHoldWarningHours, undefined],
] as const)(
  'P7.3: %s wakes somebody %i hours before, and by %s once it has run out',
  async (kind, hours, line) => {
    const { deps, go, heard } = world(before(hours + 1), [{ kind, dueAt: due }]);
    const told = async () => {
      for (let n = 0; n < 3; n++) await tellDeadlines(deps);
      return heard();
    };
    expect(await told()).toEqual([]);
    go(before(hours));
    expect(await told()).toEqual([`deadlines_near ${kind} 1`]);
    go(due);
    if (line) expect(await told()).toEqual([`${line} ${kind} 1`]);
    go(before(-24));
    if (line) expect(await told()).toEqual([`${line} ${kind} 1`]);
  },
);

test('P7.3, P4.4: what the product ends by itself wakes somebody only when it is a day late', async () => {
  for (const kind of ['RETENTION', 'INFORMATION'] as const) {
    const { deps, go, heard } = world(before(1), [{ kind, dueAt: due }]);
    for (const at of [before(1), due, before(-limits.ownClockPatienceHours + 1)]) {
      go(at);
      await tellDeadlines(deps);
    }
    expect(heard()).toEqual([]);
    go(before(-limits.ownClockPatienceHours));
    for (let n = 0; n < 3; n++) await tellDeadlines(deps);
    expect(heard()).toEqual([`deadlines_passed ${kind} 1`]);
  }
});

test('P7.3: days off that nobody has announced for a year wake somebody before it begins', async () => {
  const last = Number(holidays.at(-1)?.slice(0, 4));
  const { deps, go, heard } = world(`${last}-10-20T03:00:00.000Z`);
  const told = async () => {
    for (let n = 0; n < 3; n++) await tellMissingHolidays(deps);
    return heard();
  };
  expect(await told()).toEqual([]);
  go(`${last}-11-10T03:00:00.000Z`);
  expect(await told()).toEqual(['holidays_missing  1']);
  // A year begins in Vietnam seven hours before it does in Greenwich.
  go(`${last}-12-31T17:00:00.000Z`);
  expect(await told()).toEqual(['holidays_missing  2']);
});
