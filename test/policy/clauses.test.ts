import { expect, test } from 'vitest';
import { clausesNamedIn, countClauses, type ToldTest } from './clause-count.ts';
import { wordsOf } from './clause-reporter.ts';
import { clauseIds } from './clauses.ts';

const passed = (title: string): ToldTest => ({ title, state: 'passed' });

test('ids are read from the beginning of a title only', () => {
  expect(clausesNamedIn('P6.4: a value is audited')).toEqual(['P6.4']);
  expect(clausesNamedIn('P0.1, P6.3: nothing is readable')).toEqual(['P0.1', 'P6.3']);
  expect(clausesNamedIn('a test about P6.4: values')).toEqual([]);
  expect(clausesNamedIn('P6.4 without a colon')).toEqual([]);
});

test('a clause is proven when all of its tests passed', () => {
  const { proven, broken, open } = countClauses([passed('P6.4: one'), passed('P6.4, P0.1: two')]);
  expect(proven).toEqual(['P0.1', 'P6.4']);
  expect(broken).toEqual([]);
  expect(open).toHaveLength(clauseIds.length - 2);
  expect(open).not.toContain('P6.4');
});

test.each(['failed', 'skipped', 'pending'] as const)(
  'a %s test takes the proof away, in any order',
  (state) => {
    const tests = [passed('P6.4: one'), { title: 'P6.4: two', state }, passed('P6.4: three')];
    for (const told of [tests, tests.toReversed()]) {
      expect(countClauses(told).proven).toEqual([]);
      expect(countClauses(told).broken).toEqual(['P6.4']);
    }
  },
);

test('an id that is no clause is told, and proves nothing', () => {
  const { proven, unknown } = countClauses([passed('P9.9: nothing')]);
  expect(proven).toEqual([]);
  expect(unknown).toEqual(['P9.9']);
});

test('every clause stands in one list', () => {
  const { proven, broken, open } = countClauses([
    passed('P1.4: one'),
    { title: 'P2.6: two', state: 'skipped' },
  ]);
  const held = [...proven, ...broken, ...open];
  expect(held).toHaveLength(clauseIds.length);
  expect(new Set(held)).toEqual(new Set(clauseIds));
});

test('the words say what a run proved', () => {
  const words = wordsOf(countClauses([passed('P6.4: one'), { title: 'P2.6: two', state: 'failed' }]), []);
  expect(words).toContain(`1 of ${clauseIds.length} clauses proven`);
  expect(words).toMatch(/proven +P6\.4 .*employees/);
  expect(words).toMatch(/broken +P2\.6 /);
  expect(words).not.toContain('no such');
  expect(wordsOf(countClauses([]), ['test/policy/lost.test.ts'])).toMatch(
    /unread +test\/policy\/lost\.test\.ts/,
  );
});
