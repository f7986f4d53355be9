import { expect, test } from 'vitest';
import { sizeIn } from '../../local/demo/app/when.ts';

test.each([
  [0, '0 B', '0 B'],
  [999, '999 B', '999 B'],
  [1000, '1 kB', '1 kB'],
  [1540, '1,5 kB', '1.5 kB'],
  [2_500_000, '2,5 MB', '2.5 MB'],
])('%i bytes are read as %s', (bytes, vi, en) => {
  expect([sizeIn('vi', bytes), sizeIn('en', bytes)]).toEqual([vi, en]);
});
