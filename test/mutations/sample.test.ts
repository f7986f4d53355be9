import { expect, it } from 'vitest';
import type { Mutant } from './instrument.ts';
import { sample, sampleOfAll } from './sample.ts';

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

it('draws of all alike: a folder that is bigger has more of them, and a bigger sample begins with the smaller one', () => {
  const big = mutants.filter(({ source, index }) => source.endsWith('a.ts') || index < 5);
  const drawn = sampleOfAll(big, '1', 30);
  expect(drawn).toHaveLength(30);
  expect(drawn.filter(({ source }) => source.endsWith('a.ts')).length).toBeGreaterThan(20);
  expect(sampleOfAll(big, '1', 9)).toEqual(drawn.slice(0, 9));
  expect(sampleOfAll(big, '2', 9)).not.toEqual(drawn.slice(0, 9));
});
