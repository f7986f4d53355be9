import { dirname } from 'node:path';
import type { Reach, Reached } from './reach.ts';

interface Where {
  readonly source: string;
  readonly index: number;
}

export interface Limits {
  /** Milliseconds under which a test file costs so little that it is tried before all others. */
  readonly cheap: number;
  /** How many that are not cheap. */
  readonly most: number;
}

/**
 * The test files that may notice a mutant, those first that are most likely to at least cost: cheap ones, then those of whose reach most
 * lies in the mutant's file, then in its folder.
 *
 * @param isSame whether the source is as it was when the reach was noted; if not, every test that came near the source is taken
 */
export function testsOf(
  mutant: Where,
  reach: Reach,
  isSame: boolean,
  { cheap, most }: Limits,
): readonly string[] {
  const reaching = Object.entries(reach.tests)
    .filter(([, { passed, mutants }]) => {
      const indices = mutants[mutant.source];
      return passed && indices && (!isSame || indices.includes(mutant.index));
    })
    .map(([test, reached]) => ({ test, isCheap: reached.ms < cheap, nearness: nearness(mutant, reached) }))
    .sort((a, b) => Number(b.isCheap) - Number(a.isCheap) || b.nearness - a.nearness);
  const dear = reaching.filter(({ isCheap }) => !isCheap).slice(0, most);
  return [...reaching.filter(({ isCheap }) => isCheap), ...dear].map(({ test }) => test);
}

/** The part of a test's reach that lies in the mutant's file, and, counting a tenth, in its folder. */
function nearness({ source }: Where, { mutants }: Reached): number {
  let all = 0;
  let folder = 0;
  for (const [path, indices] of Object.entries(mutants)) {
    all += indices.length;
    if (dirname(path) === dirname(source)) folder += indices.length;
  }
  return ((mutants[source]?.length ?? 0) + folder / 10) / all;
}
