import { expect, it } from 'vitest';
import type { Mutant } from './instrument.ts';
import { sample } from './sample.ts';

const mutants = ['lambda/crypto/a.ts', 'lambda/domain/b.ts', 'lambda/domain/consent/c.ts'].flatMap((source) =>
  Array.from(
    { length: 50 },
    (_, index): Mutant => ({
      id: `${source}${index}`,
      source,
      index,
      line: 1,
      mutator: 'BooleanLiteral',
      original: 'true',
      replacement: 'false',
    }),
  ),
);
const names = (seed: string, most: number) => sample(mutants, seed, most).map(({ id }) => id);

it('draws as many of each folder, in turn, and the same ones again', () => {
  const drawn = sample(mutants, '1', 4).map(({ source }) => source);
  expect(drawn).toHaveLength(12);
  for (const at of [0, 3, 6, 9]) expect(new Set(drawn.slice(at, at + 3)).size).toBe(3);
  expect(names('1', 4)).toEqual(names('1', 4));
});

it('draws others by another seed, and all when asked', () => {
  expect(names('1', 4)).not.toEqual(names('2', 4));
  expect(new Set(names('1', Number.POSITIVE_INFINITY)).size).toBe(150);
});

it('a bigger sample begins with the smaller one', () => {
  expect(names('1', 9).slice(0, 12)).toEqual(names('1', 4));
});
