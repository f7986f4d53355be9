import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exhaustive } from '../exhaustive.ts';
import { refuse } from '../harness/command-options.ts';
import type { Mutant } from './instrument.ts';
import { digestOf } from './make-copy.ts';
import { kept, root } from './places.ts';
import type { Running } from './running.ts';

/** What one test file reached when no mutant was awake. */
export interface Reached {
  /** Of the test file. */
  readonly digest: string;
  readonly ms: number;
  /** Whether it passed in the copy; what did not is never used. */
  readonly passed: boolean;
  /** By source: indices of its mutants. */
  readonly mutants: Readonly<Record<string, readonly number[]>>;
}

export interface Reach {
  /** By path of the test file. */
  readonly tests: Record<string, Reached>;
  /** Digest of each source when it was noted. */
  readonly sources: Record<string, string>;
}

const place = join(kept, 'reach.json');
/** Milliseconds of a test file of which nothing is known. */
const usualOfCloud = 12_000;
const folders = ['crypto', 'domain', 'policy', 'api', 'links', 'runtime', 'store', 'mail', 'attacks'];

const testFiles = (chosen: readonly string[]): readonly string[] =>
  chosen.flatMap((folder) => {
    const found = globSync([`test/${folder}/**/*.test.{ts,tsx}`, `test/${folder}*.test.ts`], { cwd: root });
    if (found.length === 0) refuse(`--tests ${folder}: no test file begins so.`);
    return found.filter((test) => !(exhaustive as readonly string[]).includes(test)).sort();
  });

const known = (): Reach =>
  existsSync(place) ? (JSON.parse(readFileSync(place, 'utf8')) as Reach) : { tests: {}, sources: {} };

/**
 * Runs every test file once, below the chosen folders of tests or beginning so, that is not known as it stands, and notes which mutants it reaches. What is known of the others is kept, also when
 * sources changed: of a changed source it is only known which tests came near it.
 */
export async function noteReach(
  mutants: readonly Mutant[],
  runners: readonly Running[],
  chosen: readonly string[] = folders,
  say: (line: string) => void,
): Promise<Reach> {
  const reach = known();
  const all = testFiles(chosen);
  for (const test of Object.keys(reach.tests)) if (!existsSync(join(root, test))) delete reach.tests[test];
  const missing = all.filter((test) => {
    const noted = reach.tests[test];
    return !noted?.passed || noted.digest !== digestOf(test);
  });
  const ofChosen = (): Reach => ({
    ...reach,
    tests: Object.fromEntries(Object.entries(reach.tests).filter(([test]) => all.includes(test))),
  });
  if (missing.length === 0) return ofChosen();
  const byId = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  if (Object.keys(reach.tests).length === 0)
    for (const { source } of mutants) reach.sources[source] ??= digestOf(source);
  const waiting = [...missing];
  const work = async (running: Running) => {
    for (let test = waiting.shift(); test !== undefined; test = waiting.shift()) {
      const answer = await running.run({ mutant: '', test }, 600);
      const ran = typeof answer === 'string' ? undefined : answer;
      const found = (ran?.reached ?? []).flatMap((id) => byId.get(id) ?? []);
      reach.tests[test] = {
        digest: digestOf(test),
        ms: ran?.ms ?? 0,
        passed: ran?.passed ?? false,
        mutants: indicesOf(found),
      };
      say(
        `${missing.length - waiting.length}/${missing.length} ${test} ${ran?.passed ? `${ran.ms} ms, reaches ${found.length}` : `FAILED: ${ran?.failed ?? 'did not end'}`}`,
      );
      writeFileSync(place, JSON.stringify(reach));
    }
  };
  await Promise.all(runners.map(work));
  return ofChosen();
}

/** As if each of the chosen tests reached everything: what it reaches is found out as it runs. */
export const unnotedReach = (mutants: readonly Mutant[], chosen: readonly string[] = folders): Reach => {
  const all = indicesOf(mutants);
  const reached = { digest: '', ms: usualOfCloud, passed: true, mutants: all };
  return { sources: {}, tests: Object.fromEntries(testFiles(chosen).map((test) => [test, reached])) };
};

function indicesOf(mutants: readonly Mutant[]): Record<string, number[]> {
  const indices: Record<string, number[]> = {};
  for (const { source, index } of mutants) {
    indices[source] ??= [];
    indices[source].push(index);
  }
  return indices;
}
