import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Judged } from './judge.ts';
import type { Noted } from './many-runner.ts';
import { copy, told } from './places.ts';
import type { Running } from './running.ts';

/** What is known of a mutant after some test files. `unsure`: it is to be tried in a process of its own. */
export interface Tried {
  readonly verdict: Judged['verdict'] | 'unsure';
  readonly by: string;
}

let turns = 0;

/**
 * Tries mutants with one test file, all in one process as long as the tests pass without any. What does not go on for so long is ended, and the rest
 * begun again.
 * @returns by id, what is known of those that the tests came near
 */
export async function tryMany(
  running: Running,
  test: string,
  ids: readonly string[],
  seconds: number,
): Promise<ReadonlyMap<string, Tried>> {
  const found = new Map<string, Tried>();
  let wanted = ids;
  while (wanted.length > 0) {
    turns += 1;
    const name = `${process.pid}-${turns}`;
    const path = join(copy, told, `many-${name}`);
    const stalled = watch(path, seconds, () => running.stop());
    await running.run({ mutant: '', test, wanted, name }, 86_400);
    clearInterval(stalled);
    const notes = read(path);
    for (const { mutant, what, by } of notes) note(found, mutant, what, `${test}: ${by}`);
    const last = notes.at(-1);
    // That it never ended, or the process did, may have been the machine: it is tried alone.
    if (last?.what === 'trying') found.set(last.mutant, { verdict: 'unsure', by: '' });
    else if (last?.what !== 'spoilt') return found;
    wanted = wanted.filter((id) => id !== last.mutant && !isNoticed(found.get(id)));
  }
  return found;
}

export const isNoticed = (tried: Tried | undefined): boolean =>
  tried?.verdict === 'killed' || tried?.verdict === 'timeout';

function note(found: Map<string, Tried>, mutant: string, what: Noted['what'], by: string): void {
  const before = found.get(mutant)?.verdict;
  if (what === 'trying' || what === 'spoilt') return;
  if (what === 'killed' || what === 'timeout') found.set(mutant, { verdict: what, by });
  else found.set(mutant, { verdict: before === 'unsure' ? before : what, by: '' });
}

function watch(path: string, seconds: number, stop: () => void): NodeJS.Timeout {
  let size = 0;
  let since = Date.now();
  return setInterval(() => {
    const now = existsSync(path) ? statSync(path).size : 0;
    if (now !== size) since = Date.now();
    size = now;
    if (Date.now() - since > seconds * 1000) stop();
  }, 1_000);
}

function read(path: string): readonly Noted[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Noted);
}
