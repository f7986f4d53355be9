import { describe, expect, test, vi } from 'vitest';
import { written } from './patterns/attack-strings.ts';
import { countSteps } from './patterns/count-steps.ts';
import { growthOf } from './patterns/growth.ts';
import { madePatterns } from './patterns/made-patterns.ts';
import { readPattern } from './patterns/pattern-tree.ts';
import { writtenPatterns } from './patterns/written-patterns.ts';

vi.setConfig({ testTimeout: 300_000 });
/** Twice the text, so many times the steps at most: 2 and what chance adds; 4 would be the square. */
const linear = 2.5;
const { patterns, made } = writtenPatterns();

/** Those whose steps grow with the square of some text, and why no such text costs much. */
const excused: Readonly<Record<string, string>> = {
  'lambda/domain/inbound/sender-of.ts /"(?:[^"\\\\]|\\\\.)*"/g':
    'a From field is read up to 2,000 characters',
  'lambda/runtime/json-object.ts /"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"|[{}[\\]:]/g':
    'reads valid JSON alone: each string ends',
};

/** Of those made from pieces, by file. */
const excusedMade: Readonly<Record<string, string>> = {
  'lambda/domain/inbound/says-more.ts': 'texts of 400 characters at most',
};

describe('a pattern takes steps by the length of what it reads', () => {
  test('all are read from the code', () => {
    expect(patterns.length).toBeGreaterThan(250);
  });

  test('whatever it reads: no square of it, and nothing worse', () => {
    const found = patterns
      .map(({ path, pattern }) => ({ name: `${path} ${pattern}`, ...growthOf(pattern) }))
      .filter(({ factor }) => factor > linear);
    expect(found.filter(({ name }) => !(name in excused))).toEqual([]);
    expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(excused).sort());
    for (const { factor } of found) expect(factor).toBeLessThan(4.5);
  });

  test('also those that are made from pieces', async () => {
    const all = await madePatterns(made, async () => {
      for (const path of made) await import(/* @vite-ignore */ `../../${path}`);
      const { addressesIn } = await import('../../lambda/domain/link/addresses-in.ts');
      const { parameterOf } = await import('../../lambda/mail/inbound/media-type.ts');
      const { wireAddress } = await import('../../lambda/mail/mail-address.ts');
      const { readEnvironment } = await import('../../lambda/runtime/env.ts');
      const used = [
        [...addressesIn('https://a.example')].length,
        parameterOf('text/plain; charset=utf-8', 'charset'),
        wireAddress('a@b.example'),
        readEnvironment({ REFERENCE_PATTERN: 'SUP-[0-9]{1,10}' }).referencePattern().source,
      ];
      expect(used.every(Boolean)).toBe(true);
    });
    expect([...all.keys()].sort()).toEqual([...made].sort());
    const found = [...all].flatMap(([path, list]) =>
      list.map((pattern) => ({ path, pattern: String(pattern), ...growthOf(pattern) })),
    );
    const grown = found.filter(({ factor }) => factor > linear);
    expect(grown.filter(({ path }) => !(path in excusedMade))).toEqual([]);
    expect(grown.map(({ path }) => path)).toEqual(Object.keys(excusedMade));
  });

  test('of JSON that is valid, though it is full of quotes', () => {
    const pattern = patterns.find(({ path }) => path.endsWith('json-object.ts'))?.pattern as RegExp;
    const tree = readPattern(pattern);
    for (const pump of ['\\"', '\\\\', '{', 'a:']) {
      const steps = [100, 200].map((n) =>
        countSteps(tree, 'g', written({ before: '{"a":"', pump, after: '"}' }, n)),
      );
      expect((steps[1] as number) / (steps[0] as number)).toBeLessThan(linear);
    }
  });
});

describe('a pattern that tries again and again is known', () => {
  test.each([
    ['a trailing trim', /\s+$/],
    ['two runs of the same', /^\s*\s*$/],
    ['a run within a run', /^(?:a+)+$/],
    ['choices that overlap', /^(?:a|a)*b/],
    ['a lazy run between runs', /\{\{\s*([^{}]*?)\s*\}\}/g],
    ['words with a dot somewhere', /[\p{L}-]+(?:\.[\p{L}-]+)+/gu],
    ['quotes that never end', /"(?:[^"\\]|\\.)*"/g],
    ['a beginning met again and again', /<!--[\s\S]*?-->/],
    ['a run behind a look', /(?=a)a*c/],
  ])('%s', (_, pattern) => {
    expect(growthOf(pattern).factor).toBeGreaterThan(linear);
  });

  test.each([
    ['a run from its beginning', /(?<!\s)\s+$/],
    ['a bounded one', /^[A-Za-z0-9._:-]{8,128}$/],
    ['a run without its opening', /\{\{([^{}]*)\}\}/g],
  ])('%s is not', (_, pattern) => {
    expect(growthOf(pattern).factor).toBeLessThan(linear);
  });
});
