import type { Mutant } from './instrument.ts';
import type { Judged } from './judge.ts';
import type { Reach } from './reach.ts';
import type { Running } from './running.ts';
import { isNoticed, type Tried, tryMany } from './try-many.ts';

/**
 * Tries mutants with every test file that reaches them and takes less than so long, many in one process: cheap files first, each with those that are
 * left. Tells of each as it is noticed, and of the others in the end.
 * @returns those of which it cannot be said so
 */
export async function judgeMany(
  running: Running,
  mutants: readonly Mutant[],
  reach: Reach,
  cheap: number,
  tell: (mutant: Mutant, judged: Judged) => void,
  say: (line: string) => void,
): Promise<readonly Mutant[]> {
  const tests = Object.entries(reach.tests)
    .filter(([, { passed, ms }]) => passed && ms < cheap)
    .sort(([, one], [, other]) => one.ms - other.ms);
  const found = new Map<string, Tried>();
  const tried = new Map<string, number>();
  for (const [n, [test, { ms, mutants: reached }]] of tests.entries()) {
    const left = mutants.filter(
      ({ id, source, index }) => !isNoticed(found.get(id)) && reached[source]?.includes(index),
    );
    if (left.length === 0) continue;
    const now = await tryMany(
      running,
      test,
      left.map(({ id }) => id),
      60 + ms / 100,
    );
    for (const mutant of left) {
      const one = now.get(mutant.id);
      const before = found.get(mutant.id);
      tried.set(mutant.id, (tried.get(mutant.id) ?? 0) + 1);
      if (one) found.set(mutant.id, before?.verdict === 'unsure' && !isNoticed(one) ? before : one);
      if (one && isNoticed(one)) tell(mutant, judged(one, tried.get(mutant.id)));
    }
    say(
      `${n + 1}/${tests.length} ${test}: ${[...now.values()].filter(isNoticed).length} of ${left.length} noticed`,
    );
  }
  for (const mutant of mutants) {
    const one = found.get(mutant.id);
    if (one?.verdict === 'survived') tell(mutant, judged(one, tried.get(mutant.id)));
  }
  return mutants.filter(({ id }) => !found.has(id) || found.get(id)?.verdict === 'unsure');
}

const judged = ({ verdict, by }: Tried, tried = 0): Judged => ({
  verdict: verdict === 'unsure' ? 'survived' : verdict,
  by,
  tried,
});
