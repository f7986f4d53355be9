import { expect, it } from 'vitest';
import { interval } from './report.ts';

it('says between what the score of all lies, by that of a sample', () => {
  // Wilson's interval, as tables of it have it.
  expect(interval(85, 100)).toEqual([76.7, 90.7]);
  expect(interval(0, 10)).toEqual([0, 27.8]);
  expect(interval(10, 10)).toEqual([72.2, 100]);
});
