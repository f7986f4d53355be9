import { expect, it } from 'vitest';
import type { Reach } from './reach.ts';
import { testsOf } from './tests-of.ts';

const source = 'lambda/domain/consent/choose.ts';
const beside = 'lambda/domain/consent/receipt.ts';
const far = 'lambda/domain/mail/send.ts';
const ran = (ms: number, mutants: Record<string, readonly number[]>, passed = true) => ({
  digest: '',
  ms,
  passed,
  mutants,
});
const reach: Reach = {
  sources: {},
  tests: {
    'dear and far': ran(9_000, { [source]: [1], [far]: [1, 2, 3, 4, 5, 6, 7, 8] }),
    'dear and near': ran(9_000, { [source]: [1, 2, 3], [far]: [1] }),
    'dear, with more beside it': ran(9_000, { [source]: [1], [beside]: [1, 2, 3, 4, 5, 6, 7, 8] }),
    cheap: ran(200, { [source]: [1], [far]: [1, 2, 3, 4, 5, 6, 7, 8] }),
    'reaches others of the file': ran(200, { [source]: [2] }),
    'fails by itself': ran(200, { [source]: [1] }, false),
  },
};
const cheap = 2_500;
const mutant = { source, index: 1 };

it('takes the tests that reach the mutant: cheap ones, then the nearest', () => {
  const found = ['cheap', 'dear and near', 'dear, with more beside it', 'dear and far'];
  expect(testsOf(mutant, reach, true, { cheap, most: 6 })).toEqual(found);
  expect(testsOf(mutant, reach, true, { cheap, most: 1 })).toEqual(found.slice(0, 2));
});

it('of a source that changed, takes all that came near it', () => {
  expect(testsOf(mutant, reach, false, { cheap, most: 6 })).toContain('reaches others of the file');
});

it('finds none for what nothing reaches', () => {
  expect(testsOf({ source, index: 9 }, reach, true, { cheap, most: 6 })).toEqual([]);
  expect(testsOf({ source: 'lambda/domain/new.ts', index: 1 }, reach, true, { cheap, most: 6 })).toEqual([]);
});
