import type { Mutant } from './instrument.ts';
import type { Reach } from './reach.ts';
import type { Running } from './running.ts';
import { type Limits, testsOf } from './tests-of.ts';

/** By Stryker's names. `timeout`: the tests no longer ended, which counts as noticed. `no coverage`: no test reaches it. */
export type Verdict = 'killed' | 'timeout' | 'survived' | 'no coverage';

export interface Judged {
  readonly verdict: Verdict;
  /** The test file that noticed, and its first failure. */
  readonly by: string;
  /** How many test files were run. */
  readonly tried: number;
}

/** Runs the tests that reach a mutant, with it awake, until one fails. */
export async function judge(
  running: Running,
  mutant: Mutant,
  reach: Reach,
  options: Limits & { readonly isSame: boolean },
): Promise<Judged> {
  const tests = testsOf(mutant, reach, options.isSame, options);
  for (const [n, test] of tests.entries()) {
    const usual = (reach.tests[test]?.ms ?? 0) / 1000;
    const turn = { mutant: mutant.id, test };
    let ran = await running.run(turn, 30 + usual * 5);
    // What ended the process may have been anything: once more, and it was the mutant.
    if (ran === 'ended') ran = await running.run(turn, 30 + usual * 5);
    if (typeof ran === 'string') return { verdict: 'timeout', by: test, tried: n + 1 };
    if (!ran.passed) return { verdict: 'killed', by: `${test}: ${ran.failed}`, tried: n + 1 };
  }
  return { verdict: tests.length > 0 ? 'survived' : 'no coverage', by: '', tried: tests.length };
}
