import { describe, expect, it } from 'vitest';
import { type Result, stillHolds } from './results.ts';

const result: Result = {
  ...{ source: 'lambda/domain/a.ts', index: 1, line: 1, mutator: 'X', original: 'a', replacement: 'b' },
  ...{ verdict: 'killed', by: 'test/domain/a.test.ts: a test', tried: 1 },
  ...{ sourceDigest: 'of-source', testDigest: 'of-test', asked: 'these tests' },
};
const files: Record<string, string> = { [result.source]: 'of-source', 'test/domain/a.test.ts': 'of-test' };
const holds = (one: Partial<Result>, asked = result.asked, there = files) =>
  stillHolds({ ...result, ...one }, asked, (path) => there[path]);

describe('what an earlier run found of a mutant', () => {
  it('holds for any tests when it was noticed, as long as source and test are the same', () => {
    expect(holds({}, 'other tests')).toBe(true);
    expect(holds({}, result.asked, { ...files, [result.source]: 'other' })).toBe(false);
    expect(holds({}, result.asked, { ...files, 'test/domain/a.test.ts': 'other' })).toBe(false);
    expect(holds({}, result.asked, { [result.source]: 'of-source' })).toBe(false);
    expect(holds({ verdict: 'timeout', by: 'test/domain/a.test.ts' })).toBe(true);
  });

  it('holds for the same tests alone when it was not', () => {
    for (const verdict of ['survived', 'no coverage'] as const) {
      expect(holds({ verdict, by: '' })).toBe(true);
      expect(holds({ verdict, by: '' }, 'other tests')).toBe(false);
    }
  });
});
