import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { root, told } from './places.ts';

// In a test's process in the copy: which mutant is awake in the instances of functions that it started.

/** How long an instance is waited for; one that is over never answers. */
const patience = 2_000;
const known = new Set<number>();
let answered: (from: number, reached: readonly string[]) => void = () => {};

const channel = new BroadcastChannel('mutants');
channel.unref();
channel.onmessage = (event) => {
  const { data } = event as { data: { readonly from?: number; readonly reached?: readonly string[] } };
  if (data.from === undefined) return;
  known.add(data.from);
  answered(data.from, data.reached ?? []);
};

/** Wakes a mutant in every instance there is and in those that come, or none. */
export async function wakeInFunctions(mutant: string): Promise<void> {
  const path = join(root, told, `awake-${process.pid}`);
  if (mutant) writeFileSync(path, mutant);
  else rmSync(path, { force: true });
  await ask({ to: 'wake', mutant });
}

/** What every instance reached since it was last asked. */
export const functionsReached = (): Promise<readonly string[]> => ask({ to: 'tell' });

async function ask(question: object): Promise<readonly string[]> {
  // Those that have just begun are heard first.
  await new Promise((resolve) => setImmediate(resolve));
  const waiting = new Set(known);
  const all: string[] = [];
  if (waiting.size === 0) return all;
  channel.postMessage(question);
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, patience);
    answered = (from, reached) => {
      all.push(...reached);
      waiting.delete(from);
      if (waiting.size > 0) return;
      clearTimeout(late);
      resolve();
    };
  });
  for (const gone of waiting) known.delete(gone);
  return all;
}
