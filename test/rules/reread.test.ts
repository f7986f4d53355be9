import { expect, it } from 'vitest';
import { productFiles } from './source-files.ts';

/** `once` plans again by itself, as often as it is told: around it `reread` never sees that somebody was faster. */
const around = /\breread\((?:(?!\n {0,2}\}).)*?=>\s*once\(/s;

it('has no operation read again around what plans again by itself', () => {
  expect(around.test('return reread(readings, () => once(deps, scope, plan));')).toBe(true);
  expect(productFiles.filter(({ text }) => around.test(text)).map(({ path }) => path)).toEqual([]);
});
