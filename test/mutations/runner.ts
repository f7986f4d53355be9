import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { root, told } from './places.ts';

// A process of its own in the copy with mutants: runs one test file after the other, as it is told, with a mutant awake or none. It is ended
// and started again when a mutant does not let it end.

/** What this process is told. `mutant` empty: none is awake, and what is reached is answered. */
export interface Turn {
  readonly mutant: string;
  /** Path of the test file, relative to the copy. */
  readonly test: string;
  /** Ids of mutants that are to be tried one after the other in one process; then none is awake. */
  readonly wanted?: readonly string[];
  /** Name of the file, among what is told, that says what came of them. */
  readonly name?: string;
}

export interface Ran {
  readonly passed: boolean;
  /** The first that failed: name of the test, or what was wrong with the file. */
  readonly failed: string;
  readonly ms: number;
  /** Ids of mutants that it reached, when none was awake. */
  readonly reached: readonly string[];
}

const vitest = await createVitest('test', {
  root,
  config: join(import.meta.dirname, 'vitest-config.ts'),
  watch: false,
  onConsoleLog: () => false,
});
const all = await vitest.globTestSpecifications();
let turns = 0;

async function run({ mutant, test, wanted = [], name }: Turn): Promise<Ran> {
  const turn = name ?? `${process.pid}-${++turns}`;
  vitest.provide('mutant', mutant);
  vitest.provide('turn', turn);
  vitest.provide('wanted', wanted);
  vitest.state.filesMap.clear();
  vitest.state.errorsSet.clear();
  const specifications = all.filter(({ moduleId }) => moduleId === join(root, test));
  const began = performance.now();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const ms = Math.round(performance.now() - began);
  const failed = [
    ...testModules.flatMap((module) => [
      ...[...module.children.allTests('failed')].map(({ fullName }) => fullName),
      ...module.errors().map(({ message }) => message),
    ]),
    ...unhandledErrors.map((error) => (error instanceof Error ? error.message : String(error))),
  ];
  const passed = failed.length === 0 && testModules.length > 0 && testModules.every((module) => module.ok());
  return { passed, failed: failed[0] ?? '', ms, reached: mutant ? [] : reachedIn(turn) };
}

function reachedIn(turn: string): readonly string[] {
  const process = join(root, told, `turn-${turn}`);
  if (!existsSync(process)) return [];
  const noted = join(root, told, `reached-${readFileSync(process, 'utf8')}`);
  return existsSync(noted) ? [...new Set(readFileSync(noted, 'utf8').split('\n').filter(Boolean))] : [];
}

process.on('message', (turn: Turn) => {
  run(turn).then(
    (ran) => process.send?.(ran),
    (error) => process.send?.({ passed: false, failed: String(error), ms: 0, reached: [] } satisfies Ran),
  );
});
process.on('disconnect', () => process.exit());
// What is built before the first test file is not to count as its time.
await run({ mutant: 'none', test: 'test/domain/working-days.test.ts' });
process.send?.('ready');
