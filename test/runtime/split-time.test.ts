import { expect, test } from 'vitest';
import { splitTime } from '../../lambda/runtime/split-time.ts';

test('each work has its own share, and all together no more than what is shared', () => {
  const start = Date.parse('2026-11-22T03:00:00Z');
  let seconds = 0;
  const until = splitTime(() => new Date(start + seconds * 1000), 45);
  const left = (share: number) => (until(share).getTime() - start) / 1000;
  expect([left(10), left(30), left(60)]).toEqual([10, 30, 45]);
  seconds = 30;
  expect([left(10), left(30)]).toEqual([40, 45]);
  // What comes too late begins nothing.
  seconds = 50;
  expect(left(30)).toBe(45);
});
