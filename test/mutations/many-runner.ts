import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, type RunnerTestCase, type RunnerTestSuite, TestRunner } from 'vitest';
import { functionsReached, wakeInFunctions } from './functions-awake.ts';
import { root, told } from './places.ts';
import { inThread, type Mutants } from './switch.ts';

/** What is noted of a mutant: it is about to be tried, or what came of it. `unsure`: survived, but not in what modules do as they are loaded. `spoilt`: the test no longer passes without it. */
export interface Noted {
  readonly mutant: string;
  readonly what: 'trying' | 'killed' | 'timeout' | 'survived' | 'unsure' | 'spoilt';
  readonly by: string;
}

/**
 * Runs each test with one mutant after the other, in the process in which it ran without any, instead of a process for each: a hundred times as
 * fast. Only with mutants that the test reached while it ran, and only a test that passes again and again. What a module does as it is loaded cannot be tried so.
 */
export default class ManyRunner extends TestRunner {
  readonly #killed = new Set<string>();
  #loaded: ReadonlySet<string> | undefined;
  #isSpoilt = false;

  async runTask(test: RunnerTestCase): Promise<void> {
    const wanted = inject('wanted');
    if (wanted.length === 0) return TestRunner.getTestFn(test)?.();
    const mutants = inThread.__stryker__ ?? {};
    this.#loaded ??= new Set(inThread.reachedMutants);
    mutants.currentTestId = 'first';
    await TestRunner.getTestFn(test)?.();
    if (this.#isSpoilt) return;
    mutants.currentTestId = test.id;
    await functionsReached();
    const began = performance.now();
    const isRepeatable = await passes(test);
    const usual = performance.now() - began;
    const reached = new Set([
      ...Object.keys(mutants.mutantCoverage?.perTest[test.id] ?? {}),
      ...(await functionsReached()),
    ]);
    mutants.currentTestId = 'after';
    if (!isRepeatable) return;
    for (const mutant of wanted.filter((id) => reached.has(id) && !this.#killed.has(id))) {
      note({ mutant, what: 'trying', by: test.name });
      const ran = await this.#with(mutants, mutant, () => inTime(passes(test), 5_000 + 20 * usual));
      if (ran === true) {
        note({ mutant, what: this.#loaded.has(mutant) ? 'unsure' : 'survived', by: test.name });
        continue;
      }
      this.#killed.add(mutant);
      note({ mutant, what: ran === false ? 'killed' : 'timeout', by: test.name });
      if (ran === false && (await inTime(passes(test), 5_000 + 20 * usual))) continue;
      this.#isSpoilt = true;
      note({ mutant, what: 'spoilt', by: test.name });
      return;
    }
  }

  async #with<T>(mutants: Mutants, mutant: string, act: () => Promise<T>): Promise<T> {
    // A loop that no longer ends throws after so many rounds.
    Object.assign(mutants, { activeMutant: mutant, hitCount: 0, hitLimit: 1_000_000 });
    await wakeInFunctions(mutant);
    try {
      return await act();
    } finally {
      delete mutants.activeMutant;
      await wakeInFunctions('');
    }
  }
}

const place = (): string => join(root, told, `many-${inject('turn')}`);
const note = (noted: Noted): void => appendFileSync(place(), `${JSON.stringify(noted)}\n`);

const inTime = (act: Promise<boolean>, milliseconds: number): Promise<boolean | undefined> => {
  let late: NodeJS.Timeout | undefined;
  const end = new Promise<undefined>((resolve) => {
    late = setTimeout(() => resolve(undefined), milliseconds);
  });
  return Promise.race([act, end]).finally(() => clearTimeout(late));
};

/** Whether a test passes, with what is to happen before and after each. */
async function passes(test: RunnerTestCase): Promise<boolean> {
  const suites: RunnerTestSuite[] = [test.file];
  for (let suite = test.suite; suite && suite !== test.file; suite = suite.suite) suites.splice(1, 0, suite);
  const afterwards: unknown[] = [];
  try {
    for (const suite of suites)
      for (const hook of TestRunner.getSuiteHooks(suite).beforeEach)
        afterwards.unshift(await hook(test.context as never, suite as never));
    await TestRunner.getTestFn(test)?.();
    for (const suite of suites.toReversed())
      for (const hook of TestRunner.getSuiteHooks(suite).afterEach)
        await hook(test.context as never, suite as never);
    return true;
  } catch {
    return false;
  } finally {
    for (const act of afterwards)
      if (typeof act === 'function') await Promise.resolve(act()).catch(() => undefined);
  }
}
